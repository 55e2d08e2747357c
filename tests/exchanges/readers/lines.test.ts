import fc from 'fast-check';
import { LineSplitter } from '../../../src/exchanges/readers/lines';

/** What comes of a text that is cut into chunks of these sizes, over and over. */
function split(text: string, sizes: readonly number[], longest?: number): [string | undefined, number][] {
  const lines: [string | undefined, number][] = [];
  const splitter = new LineSplitter((line, number) => lines.push([line, number]), longest);
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    splitter.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.end();
  return lines;
}

test('cuts at LF and CRLF, and needs no end of the last line', () => {
  expect(split('a\nb\r\n\nc', [100])).toEqual([
    ['a', 1],
    ['b', 2],
    ['', 3],
    ['c', 4],
  ]);
  expect(split('a\n', [1])).toEqual([['a', 1]]);
  expect(split('', [1])).toEqual([]);
});

test('it does not matter where chunks end', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
  fc.assert(
    fc.property(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (lines, sizes) => {
        const text = lines.map((each) => `${each}\n`).join('');
        expect(split(text, sizes)).toEqual(lines.map((each, index) => [each, index + 1]));
      },
    ),
  );
});

test('a line that is too long is passed over, and the next one is read', () => {
  expect(split(`${'x'.repeat(20)}\nok\n${'y'.repeat(20)}`, [3], 10)).toEqual([
    [undefined, 1],
    ['ok', 2],
    [undefined, 3],
  ]);
});
