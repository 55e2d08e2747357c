import { NoJson, parseJson } from '../../src/exchanges/json-text';

test('parses JSON', () => {
  expect(parseJson('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
});

test('says what is wrong and where, and quotes nothing', () => {
  expect(() => parseJson('{\n  "token": secret }')).toThrow(
    new NoJson('not JSON: InvalidSymbol in line 2, column 12'),
  );
});

test.each([
  ['whole', (levels: number) => '['.repeat(levels) + ']'.repeat(levels)],
  ['cut off', (levels: number) => '{"a":'.repeat(levels)],
])('does not read a text that is nested too deep, %s', (_, text) => {
  expect(() => parseJson(text(100_000))).toThrow(
    /^nested more than 128 levels deep at byte \d+; GRAPH_CONTRACT_LIMITS=depth=256 raises it$/,
  );
});

test('does not read a text of too many values', () => {
  expect(() => parseJson(`[${'1,'.repeat(1_000_001)}1]`)).toThrow(
    /^more than 1000000 values, from byte \d+ on; GRAPH_CONTRACT_LIMITS=values=2000000 raises it$/,
  );
});
