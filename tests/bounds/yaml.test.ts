import { parse } from 'yaml';
import { readYaml } from '../../src/bounds/yaml';
import { growthOf, LINEAR } from './growth';

test.each(['a: 1\nb: [x, {y: null}]', '- a\n- b: c\n  d: e', '', 'a: &x {k: 1}\nb: *x', '\'a: b\': "c"'])(
  'reads %j as it is',
  (text) => expect(readYaml(text)).toEqual(parse(text)),
);

/** Anchors that multiply: each level has the one before it ten times. */
const multiplied = (levels: number): string =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x]'
      : `a${at}: &a${at} [${Array.from({ length: 10 }, () => `*a${at - 1}`).join(', ')}]`,
  ).join('\n');

test.each([
  [
    'lists in lists',
    '['.repeat(100_000),
    /^nested more than 128 levels deep in line 1; GRAPH_CONTRACT_LIMITS=depth=256 raises it$/,
  ],
  [
    'maps in maps',
    '{a: '.repeat(100_000),
    /^nested more than 128 levels deep in line 1; GRAPH_CONTRACT_LIMITS=depth=256 raises it$/,
  ],
  [
    'dashes in a line',
    '- '.repeat(100_000),
    /^nested more than 128 levels deep in line 1; GRAPH_CONTRACT_LIMITS=depth=256 raises it$/,
  ],
  [
    'maps by indentation',
    Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    /^nested more than 128 levels deep in line \d+; GRAPH/,
  ],
  [
    'aliases that multiply',
    multiplied(12),
    /^aliases expand to too many values; write them out, from line 2 on; GRAPH_CONTRACT_LIMITS=aliases=200/,
  ],
  ['an alias of nothing', 'a: 1\nb: *c', /^Unresolved alias.* from line 2 on$/],
  ['a text that is too large', 'a'.repeat(2_000_000), /^larger than the limit of 1048576 characters/],
  [
    'too many values',
    `a: [${'[],'.repeat(200_000)}]`,
    /^more than 400000 pieces of YAML, from line 1 on; GRAPH/,
  ],
  ['a key that stands twice', 'a: 1\nb: 2\na: 3', /^Map keys must be unique at line 3, column 1$/],
  ['a list without an end', 'a: [1', /at line 1, column 6$/],
  [
    'an alias of what it stands in',
    'a: 1\nb: &b\n  - c: *b',
    /^The alias b refers to a value that contains it at line 3/,
  ],
  ['a tag of JavaScript', 'a: !!js/function x', /^The tag !!js\/function is not read at line 1, column 4$/],
  ['a tag that makes an object', 'a: 1\nb: !!set {c, d}', /^The tag !!set is not read at line 2, column 4$/],
  ['bytes', '!!binary aGk=', /^The tag !!binary is not read at line 1, column 1$/],
  ['a list as a key', '? [a, b]\n: 1', /^Map keys must be texts at line 1, column 3$/],
  ['an alias as a key', 'a: &a {b: 1}\n? *a\n: 1', /^Map keys must be texts at line 2, column 3$/],
  [
    'a text of nothing but faults',
    `[a]: b\n${'[a]'.repeat(300)}`,
    /^not YAML: more than 100 faults from line 2 on$/,
  ],
  [
    'a text of nothing but escapes that are none',
    `a: 1\nb: "${'\\q\\x4\\U0011'.repeat(40)}"`,
    /^not YAML: more than 100 faults from line 2 on$/,
  ],
  ['one such escape', 'a: "\\q"', /^Invalid escape sequence \\q at line 1, column 5$/],
  ['several documents', 'a: 1\n---\nb: 2', /^It has several documents at line 2, column 1$/],
])('refuses %s in one line', (_, text, message) => {
  expect(() => readYaml(text)).toThrow(message);
});

test('takes as many escapes as there are', () => {
  const escapes = '\\0\\a\\b\\e\\f\\n\\r\\t\\v\\ \\"\\/\\\\\\N\\_\\L\\P\\x41\\u00e9\\U0001F600\\\n ';
  expect(readYaml(`a: "${escapes.repeat(60)}"`)).toEqual({
    a: '\0\x07\b\x1b\f\n\r\t\v "/\\\x85\xa0\u2028\u2029A\xe9\u{1F600}'.repeat(60),
  });
});

test.each([
  ['key of a map', (n: number) => Array.from({ length: n }, (_, at) => `k${at}: 1`).join('\n')],
  ['fault', (n: number) => `- a\n${'[a]'.repeat(n)}`],
])('takes no longer for each %s', (_, text) => {
  const read = (n: number): unknown => {
    try {
      return readYaml(text(n));
    } catch (error) {
      return error;
    }
  };
  expect(growthOf(read, 512)).toBeLessThan(LINEAR);
});

test.each([
  ['an alias', `a: &${'x'.repeat(5000)}\n  b: *${'x'.repeat(5000)}\n`],
  ['a tag', `a: !${'x'.repeat(5000)} 1\n`],
  ['an alias without a target', `a: *${'x'.repeat(5000)}\n`],
])('a long name of %s is cut off in its message', (_what, text) => {
  const message = (): string => {
    try {
      return String(readYaml(text));
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message()).toContain('x'.repeat(100));
  expect(message().length).toBeLessThan(400);
});

test('a tag that is not known is told of in the error alone, and not as a warning of the process', () => {
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  expect(() => readYaml('a: !odd 1\n')).toThrow('The tag !odd is not read at line 1, column 4');
  expect(warned).not.toHaveBeenCalled();
});
