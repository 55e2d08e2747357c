import { inWords } from '../../src/drift/words';

test.each([
  ['8..48', '8..48'],
  ['8..', '8 and more, without a maximum'],
  ['..48', 'up to 48, without a minimum'],
  ['8..?', 'a minimum of 8'],
  ['?..48', 'a maximum of 48'],
  ['a..b', 'a..b'],
])('the range %s is told as %s', (range, words) => expect(inWords(range)).toBe(words));
