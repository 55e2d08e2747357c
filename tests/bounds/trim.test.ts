import { trimmedEnd } from '../../src/bounds/trim';
import { growthOf, LINEAR } from './growth';

test.each([
  ['a//', '/', 'a'],
  ['//a', '/', '//a'],
  ['///', '/', ''],
  ['', '/', ''],
  ['a.),', '.,)', 'a'],
])('%j without %j at its end is %j', (text, characters, wanted) => {
  expect(trimmedEnd(text, characters)).toBe(wanted);
});

test('takes no longer for each character', () => {
  expect(growthOf((n) => trimmedEnd(`${'/'.repeat(n)}a`, '/'))).toBeLessThan(LINEAR);
});
