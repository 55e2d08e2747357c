import { oneLine, unforeseen } from '../../src/cli/one-line';

test('a message in lines is one line, without the blanks between them', () => {
  expect(oneLine('  first\n\n   second\r\nthird  \n')).toBe('first second third');
});

test('a message has nothing in it that a terminal or a CI system would do', () => {
  expect(oneLine('a\u001b[2Jb\n::error::c\n##[group]d')).toBe(
    'a\\u001b[2Jb \\u003a:error::c \\u0023#[group]d',
  );
});

test('of a long message the rest is left out', () => {
  expect(oneLine('a'.repeat(4_001))).toBe(`${'a'.repeat(4_000)}…`);
  expect(oneLine('a'.repeat(4_000))).toBe('a'.repeat(4_000));
});

test.each<[unknown, string]>([
  [new Error('one\n    at two'), 'one at two'],
  ['a text', 'a text'],
  [new Error(' \n '), 'the error has no message'],
])('what nobody foresaw is told in one line: %j', (error, told) => {
  expect(unforeseen(error)).toBe(`graph-contract failed: ${told}\n`);
});
