/** What a schema of the contract lets be shown: one rule that is too wide shows a secret. */
import type { SchemaNode } from '../../../src/contract/slice';
import { fits, ofLength } from '../../../src/exchanges/hiding/fits';

test.each<[string, SchemaNode, fitting: string[], others: string[]]>([
  ['a length from below', { type: 'string', minLength: 3 }, ['abc', 'abcd'], ['ab', '']],
  ['a length from above', { type: 'string', maxLength: 3 }, ['abc', '', '😀😀😀'], ['abcd', '😀😀😀😀']],
  ['a pattern', { type: 'string', pattern: '^a+$' }, ['a', 'aa'], ['b', '']],
  ['a pattern that cannot be read', { type: 'string', pattern: '(', examples: ['a'] }, ['a'], ['(', 'b']],
  ['a form', { type: 'string', format: 'date' }, ['2026-11-30'], ['swordfish']],
  ['a form that nobody knows here', { type: 'string', format: 'byte' }, [], ['YWJj']],
  ['a type of no texts', { type: 'integer', examples: ['7'] }, ['7'], ['8', 'swordfish']],
  ['a text that is known, whatever its form', { minLength: 9, 'x-known': ['a'] }, ['a'], ['b']],
])('%s', (_what, schema, fitting, others) => {
  for (const value of fitting) expect([value, fits(schema, value)]).toEqual([value, true]);
  for (const value of others) expect([value, fits(schema, value)]).toEqual([value, false]);
});

const MARK = '[secret-1]';
test.each<[string, SchemaNode[], value: string, string]>([
  ['has the length of a value that is longer', [{ maxLength: 3 }], 'x'.repeat(12), `${MARK}··`],
  ['has the length of a value that is shorter', [{ minLength: 8 }], 'xyz', '···'],
  ['has it where one of several has a limit', [{}, { maxLength: 3 }], 'xyz', '···'],
  ['counts characters as people do', [{ maxLength: 3 }], '😀😀😀😀', '····'],
  ['is the mark where it is as long', [{ maxLength: 3 }], 'x'.repeat(10), MARK],
  ['is the mark where no limit is', [{ type: 'string' }], 'xyz', MARK],
])('what stands in the place of a value %s', (_what, schemas, value, shown) => {
  expect(ofLength(schemas, value, MARK)).toBe(shown);
});
