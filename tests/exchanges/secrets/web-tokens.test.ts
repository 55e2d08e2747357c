import fc from 'fast-check';
import { replaceWebTokens } from '../../../src/exchanges/secrets/web-tokens';
import { growthOf, LINEAR } from '../../bounds/growth';

/** The pattern that says the same, and takes the square of its text's length. */
const PATTERN = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g;

const replaced = (text: string): string => replaceWebTokens(text, (token) => `<${token.length}>`);

test('replaces as the pattern does', () => {
  const pieces = fc.constantFrom(
    'eyJ',
    'eyJhbGciOi',
    '.',
    '-',
    '_',
    'abcdefgh',
    'x',
    ' ',
    '"',
    'é',
    '..',
    'eyJ.',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      expect(replaced(text)).toBe(text.replace(PATTERN, (token) => `<${token.length}>`));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['beginnings', '-eyJabcdefgh'],
  ['beginnings in a word', 'aeyJabcdefgh'],
  ['first parts', '-eyJabcdefgh.'],
  ['parts that are too short', 'eyJ.eyJ.'],
])('takes no longer for each of many %s', (_, piece) => {
  expect(growthOf((n) => replaced(`${piece.repeat(n)}.abcdefgh!`))).toBeLessThan(LINEAR);
});
