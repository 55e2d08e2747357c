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
  ['lists in lists', '['.repeat(100_000), /^nested more than 128 levels deep in line 1$/],
  ['maps in maps', '{a: '.repeat(100_000), /^nested more than 128 levels deep in line 1$/],
  ['dashes in a line', '- '.repeat(100_000), /^nested more than 128 levels deep in line 1$/],
  [
    'maps by indentation',
    Array.from({ length: 1000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    /^nested more than 128 levels deep in line \d+$/,
  ],
  [
    'aliases that multiply',
    multiplied(12),
    /^aliases stand for too many values; write them out, from line 2 on$/,
  ],
  ['an alias of nothing', 'a: 1\nb: *c', /^Unresolved alias.* from line 2 on$/],
  ['a text that is too large', 'a'.repeat(2_000_000), /^larger than 1048576 characters/],
  ['too many values', `a: [${'[],'.repeat(200_000)}]`, /^more than 400000 pieces of YAML, from line 1 on$/],
  ['a key that stands twice', 'a: 1\nb: 2\na: 3', /^Map keys must be unique at line 3, column 1$/],
  ['a list without an end', 'a: [1', /at line 1/],
])('refuses %s in one line', (_, text, message) => {
  expect(() => readYaml(text)).toThrow(message);
});

test('takes no longer for each key of a map', () => {
  const keys = (n: number): string => Array.from({ length: n }, (_, at) => `k${at}: 1`).join('\n');
  expect(growthOf((n) => readYaml(keys(n)), 512)).toBeLessThan(LINEAR);
});
