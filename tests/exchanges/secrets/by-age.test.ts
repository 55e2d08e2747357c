import fc from 'fast-check';
import { ByAge } from '../../../src/exchanges/secrets/by-age';
import { growthOf, LINEAR } from '../../bounds/growth';
import { heapAfter } from './heap';

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
  const byAge = new ByAge<number>();
  for (const key of ['a', 'b', 'c']) byAge.touch(key, 0);
  byAge.takeOldest();
  const growth = heapAfter(() => {
    for (let time = 0; time < 100_000; time += 1) byAge.touch('b', time);
  });
  // It must be in use up to here, or it is garbage that was collected. Each state of a map that is kept costs 50 bytes.
  expect(byAge.size).toBe(2);
  expect(growth).toBeLessThan(1_000_000);
});

test('takes no longer for each of many that are taken', () => {
  const work = (count: number): void => {
    const byAge = new ByAge<number>();
    for (let at = 0; at < count; at += 1) byAge.touch(String(at), at);
    while (byAge.size > 0) byAge.takeOldest();
  };
  expect(growthOf(work, 4096)).toBeLessThan(LINEAR);
});
