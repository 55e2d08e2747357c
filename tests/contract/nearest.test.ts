import fc from 'fast-check';
import { didYouMean, editDistance, nearestOf } from '../../src/contract/nearest';

const word = fc.string({ unit: fc.constantFrom(...'abcd'), minLength: 2, maxLength: 8 });
const place = fc.nat(100);

test.each<[string, (text: string, at: number) => string]>([
  ['left out', (text, at) => text.slice(0, at) + text.slice(at + 1)],
  ['too many', (text, at) => `${text.slice(0, at)}x${text.slice(at)}`],
  ['wrong', (text, at) => `${text.slice(0, at)}x${text.slice(at + 1)}`],
])('a letter %s is one edit', (_what, edit) => {
  fc.assert(
    fc.property(word, place, (text, at) => {
      expect(editDistance(text, edit(text, at % text.length))).toBe(1);
    }),
    { seed: 1 },
  );
});

test('two letters side by side that are changed about are one edit', () => {
  fc.assert(
    fc.property(word, place, (text, given) => {
      const at = given % (text.length - 1);
      const [one, other] = [text[at] as string, text[at + 1] as string];
      const changed = text.slice(0, at) + other + one + text.slice(at + 2);
      expect(editDistance(text, changed)).toBe(one === other ? 0 : 1);
    }),
    { seed: 1 },
  );
});

test('a distance is the same both ways, and none only between equal names', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editDistance(one, other)).toBe(editDistance(other, one));
      expect(editDistance(one, other) === 0).toBe(one === other);
      expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
    { seed: 1 },
  );
});

test.each([
  ['raed', 'read'],
  ['bacth', 'batch'],
  ['SCOPES', 'scopes'],
  ['deletee', 'delete'],
])('who writes %s means %s', (written, meant) => {
  expect(nearestOf(['read', 'delete', 'batch', 'scopes'], written)).toBe(meant);
});

test('a name that is far from all of them is none of them', () => {
  expect(didYouMean(['read', 'delete', 'batch', 'scopes'], 'json')).toBe('');
  expect(nearestOf(['read'], 'r'.repeat(81))).toBeUndefined();
});
