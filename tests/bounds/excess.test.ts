import fc from 'fast-check';
import { excessInWords, excessOf, ExcessScanner } from '../../src/bounds/excess';
import { LIMITS } from '../../src/bounds/limits';

const nested = (levels: number, inner = '1'): string => `${'['.repeat(levels)}${inner}${']'.repeat(levels)}`;

test('takes as many levels as the limit says, and tells the byte of the next one', () => {
  expect(excessOf(nested(LIMITS.depth))).toBeUndefined();
  expect(excessOf(nested(LIMITS.depth + 1))).toEqual({
    limit: 'depth',
    most: LIMITS.depth,
    offset: LIMITS.depth,
  });
});

test('counts bytes and not characters', () => {
  expect(excessOf(`{"ü€😀":${nested(2)}}`, { depth: 2 })).toEqual({ limit: 'depth', most: 2, offset: 14 });
});

test('counts no brackets and commas within strings', () => {
  const text = JSON.stringify({ a: '[[[[{{{{,,,,\\"[[[[', 'b"[[[[': 1 });
  expect(excessOf(text, { depth: 1, values: 3 })).toBeUndefined();
});

test('tells of too many values', () => {
  expect(excessOf('[1,2,3]', { values: 4 })).toBeUndefined();
  expect(excessOf('[1,2,3,4]', { values: 4 })).toEqual({ limit: 'values', most: 4, offset: 6 });
});

test('tells a text that is cut off, or no JSON, as deep as it is', () => {
  expect(excessOf('['.repeat(20_000))).toMatchObject({ limit: 'depth', offset: LIMITS.depth });
  expect(excessOf(']'.repeat(20_000))).toBeUndefined();
  expect(excessOf(`"${'['.repeat(20_000)}`)).toBeUndefined();
});

test('puts an excess into words', () => {
  expect(excessInWords({ limit: 'depth', most: 128, offset: 300 })).toBe(
    'nested more than 128 levels deep at byte 300; GRAPH_CONTRACT_LIMITS=depth=256 raises it',
  );
  expect(excessInWords({ limit: 'values', most: 9, offset: 4 })).toBe(
    'more than 9 values, from byte 4 on; GRAPH_CONTRACT_LIMITS=values=2000000 raises it',
  );
});

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((each) => depthOf(each)))
    : 0;

test('agrees with the value that JSON.parse makes, however the text is cut', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (text, depth, cut) => {
        const isDeep = depthOf(JSON.parse(text)) > depth;
        const excess = excessOf(text, { depth });
        expect(excess !== undefined).toBe(isDeep);
        const scanner = new ExcessScanner({ depth });
        const bytes = Buffer.from(text);
        let found;
        for (let at = 0; at < bytes.length; at += cut) found = scanner.push(bytes.subarray(at, at + cut));
        expect(found).toEqual(excess);
      },
    ),
  );
});
