import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ByAge } from '../../../src/exchanges/secrets/by-age';

test('takes the one that was not touched longest, whatever was done before', () => {
  const done = fc.array(fc.oneof(fc.constantFrom(...'abcdefgh'), fc.constant('')), { maxLength: 60 });
  fc.assert(
    fc.property(done, (keys) => {
      const byAge = new ByAge<number>();
      let order: string[] = [];
      keys.forEach((key, at) => {
        if (key !== '') {
          byAge.touch(key, at);
          order = [...order.filter((each) => each !== key), key];
        } else if (order.length > 0) expect(byAge.takeOldest()[0]).toBe(order.shift());
        expect([...byAge.keys()]).toEqual(order);
        expect(byAge.size).toBe(order.length);
      });
    }),
    { numRuns: 300 },
  );
});

test('one that is touched over and over costs no memory, before and after one was taken', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const byAge = new ByAge<number>();
  for (const key of ['a', 'b', 'c']) byAge.touch(key, 0);
  byAge.takeOldest();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let time = 0; time < 300_000; time += 1) byAge.touch('b', time);
  collect();
  // Each touch that was kept would cost some 150 bytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
});
