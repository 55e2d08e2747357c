import { describe as inOneLine } from '../../src/contract/describe';

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  ['', '""'],
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [8, '8'],
  [{ a: [true] }, '{"a":[true]}'],
])('%j is described as %s', (value, text) => {
  expect(inOneLine(value)).toBe(text);
});

test('a text of three hundred characters stands whole, and a longer one is cut', () => {
  expect(inOneLine('x'.repeat(298))).toBe(`"${'x'.repeat(298)}"`);
  expect(inOneLine('x'.repeat(299))).toBe(`"${'x'.repeat(299)}… (301 characters)`);
});
