import { commandsCi, isHidden, visible, visibleJson } from '../../src/results/visible';
import { HOSTILE, UNSAFE } from '../reports/support';

test.each([
  ['an escape', '\u001b[31m', '\\u001b[31m'],
  ['line ends and tabs', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['a C1 control', '\u009b', '\\u009b'],
  ['delete', '\u007f', '\\u007f'],
  ['a line separator', '\u2028', '\\u2028'],
  ['a bidi override', '\u202e', '\\u202e'],
  ['a zero-width space', '\u200b', '\\u200b'],
  ['a byte order mark', '\ufeff', '\\ufeff'],
  ['a blank that is no space', '\u00a0', '\\u00a0'],
  ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
  ['a noncharacter', '\uffff', '\\uffff'],
  ['the other one of a plane', '\ufffe', '\\ufffe'],
  ['the first and the last of those in a row', '\ufdd0\ufdef', '\\ufdd0\\ufdef'],
  ['a paragraph separator', '\u2029', '\\u2029'],
  ['an Arabic number sign', '\u0600', '\\u0600'],
  ['a tag character', '\u{e0041}', '\\u{e0041}'],
  ['a filler', '\u3164', '\\u3164'],
  ['a command to GitHub', 'a ::error::b', 'a \\u003a:error::b'],
  ['a command to GitHub behind a line end', 'a\n::error::b', 'a\\n\\u003a:error::b'],
  ['a command to Azure Pipelines', 'a##vso[task.complete]', 'a\\u0023#vso[task.complete]'],
  ['a command in capitals', '##VSO[a] ::ERROR::', '\\u0023#VSO[a] \\u003a:ERROR::'],
  ['a command to TeamCity', '##teamcity[x]', '\\u0023#teamcity[x]'],
  ['a command to a runner of old', '###[error]', '#\\u0023#[error]'],
])('shows %s', (_name, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  'plain text',
  'größer',
  '日本',
  '😀',
  'http://[::1]:80 ::1 a::b',
  '## a',
  '"quotes" and \\backslashes',
])('leaves %s as it is', (text) => {
  expect(visible(text)).toBe(text);
});

test('leaves nothing hidden in hostile text', () => {
  expect(visible(HOSTILE)).not.toMatch(UNSAFE);
});

test('cuts what is too long and says how much is missing', () => {
  expect(visible('abcdef', 4)).toBe('abcd… (2 more)');
  expect(visible('abcd', 4)).toBe('abcd');
});

test('cuts before an escape and not within it', () => {
  expect(visible('abc\u001bd', 6)).toBe('abc… (2 more)');
});

test('cuts before a pair of surrogates and not within it', () => {
  expect(visible('abc😀d', 4)).toBe('abc… (3 more)');
});

test('takes no longer for what it leaves out', () => {
  expect(visible('\u001b'.repeat(20_000_000), 60)).toHaveLength('… (19999990 more)'.length + 60);
});

test('shows a thousand characters where nothing else is said', () => {
  expect(visible('a'.repeat(1000))).toBe('a'.repeat(1000));
  expect(visible('a'.repeat(1001))).toBe(`${'a'.repeat(1000)}… (1 more)`);
});

test('a text that is harmless and no longer than may be shown stays as it is, surrogates too', () => {
  expect(visible('😀', 2)).toBe('😀');
  expect(visible('😀', 1)).toBe('… (2 more)');
});

test.each([
  ['##[group]', true],
  ['a ##vso[task]', true],
  ['a##TeamCity[x]', true],
  ['## [a]', false],
  ['##other[x]', false],
  ['::error::', false],
])('%s is a command in the midst of a text: %s', (text, is) => {
  expect(commandsCi(text)).toBe(is);
});

test('tells what is hidden', () => {
  expect([...'a \u00a0\u200b'].map(isHidden)).toEqual([false, false, true, true]);
});

test('JSON text means the same when all that is hidden in it is escaped, but for line ends', () => {
  const value = {
    a: '\u001b\u{e0041}\u2028##vso[x] ##VSO[y] ##[z] ## [',
    '##teamcity[b': ['\ud800 ::error::'],
  };
  const text = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(text.split('\n')).toHaveLength(6);
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).not.toMatch(/##(?:vso|teamcity)?\[/i);
  expect(text).toContain('## [');
});
