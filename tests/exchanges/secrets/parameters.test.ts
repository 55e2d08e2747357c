import fc from 'fast-check';
import { replaceParameters } from '../../../src/exchanges/secrets/parameters';
import { growthOf, LINEAR } from '../../bounds/growth';

/** The pattern that says the same, and takes the square of its text's length. */
const PATTERN = /([?&#])([^=&#]+)=([^&#]*)/g;

const replaced = (address: string): string =>
  replaceParameters(address, (name, value) => (name === 'a' ? undefined : `<${name}:${value}>`));

test('replaces as the pattern does', () => {
  const pieces = fc.constantFrom('?', '&', '#', '=', 'a', 'b', 'https://x/', '??', 'name=value');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const address = parts.join('');
      const wanted = address.replace(PATTERN, (whole, before: string, name: string, value: string) =>
        value === '' || name === 'a' ? whole : `${before}${name}=<${name}:${value}>`,
      );
      expect(replaced(address)).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
});

test.each(['?', '?a', '?=', '&', '&a', '#?', '=', '&a=b'])('takes no longer for each of many %s', (piece) => {
  expect(growthOf((n) => replaced(piece.repeat(n)))).toBeLessThan(LINEAR);
});
