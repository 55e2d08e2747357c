import fc from 'fast-check';
import { Gathered } from '../../src/bounds/gathered';

test('gathers what came, however it was cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 40_000 })), {
        maxLength: 12,
      }),
      (chunks) => {
        const gathered = new Gathered();
        const all = chunks.map(([byte, size]) => Buffer.alloc(size, byte));
        for (const chunk of all) gathered.add(chunk);
        const whole = Buffer.concat(all);
        expect(gathered.size).toBe(whole.length);
        expect(gathered.bytes.equals(whole)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('chunks of a byte take little more memory than they hold', () => {
  const gathered = new Gathered();
  const before = process.memoryUsage();
  for (let at = 0; at < 1_000_000; at += 1) gathered.add(Buffer.from([at & 255]));
  const blocks = (gathered as unknown as { whole: Buffer[] }).whole.length;
  expect(blocks).toBeLessThan(100);
  expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(100 * 1024 * 1024);
});

test('goes on behind what was asked for', () => {
  const gathered = new Gathered();
  gathered.add(Buffer.from('a'));
  expect(gathered.bytes.toString()).toBe('a');
  gathered.add(Buffer.from('b'));
  expect(gathered.bytes.toString()).toBe('ab');
});
