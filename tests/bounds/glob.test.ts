import fc from 'fast-check';
import { matchesGlob } from '../../src/bounds/glob';
import { growthOf, LINEAR } from './growth';

test('fits what a pattern with any run of characters for each star fits', () => {
  const piece = fc.constantFrom('a', 'B', '*', '**', 'ab', '/', '.');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }), (parts, name) => {
      const source = parts.join('').replace(/[./]/g, '\\$&').replaceAll('*', '.*');
      expect(matchesGlob(parts.join(''), name.join(''))).toBe(
        new RegExp(`^${source}$`, 'i').test(name.join('')),
      );
    }),
    { numRuns: 2000 },
  );
});

test('takes no longer for each character of a name, however many stars a pattern has', () => {
  const pattern = '*a'.repeat(30);
  expect(growthOf((n) => matchesGlob(pattern, `${'a'.repeat(n)}b`), 512)).toBeLessThan(LINEAR);
});
