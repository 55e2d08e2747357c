import { setsAny, silentPlacesOf, withoutThem } from '../../src/contract/silent';
import { operationNamed } from '../../src/contract/operation';
import type { SchemaNode } from '../../src/contract/slice';

const silent: SchemaNode = { type: 'string', 'x-silent': true };
const plain: SchemaNode = { type: 'string' };
const item: SchemaNode = { type: 'object', properties: { name: plain, hint: silent } };
const schema: SchemaNode = {
  properties: {
    note: silent,
    list: { type: 'array', items: item },
    mode: { properties: { level: silent, name: plain, rules: { type: 'array', items: item } } },
  },
};
const PLACES = [['note'], ['list', 'hint'], ['mode', 'level'], ['mode', 'rules', 'hint']];

test('finds them at any depth, and in a schema that refers to itself once', () => {
  expect(silentPlacesOf(schema)).toEqual(PLACES);
  const ring: SchemaNode = { properties: { hint: silent } };
  ring.properties = { ...ring.properties, inner: ring };
  expect(silentPlacesOf(ring)).toEqual([['hint']]);
});

test.each<[what: string, sets: boolean, members: object, without: object]>([
  ['a member', true, { note: 'a', mode: { name: 'b' } }, { mode: { name: 'b' } }],
  ['a part of an item', true, { list: [{ name: 'a' }, { hint: 'b' }] }, { list: [{ name: 'a' }, {}] }],
  ['a part of an object', true, { mode: { level: 'low', name: 'a' } }, { mode: { name: 'a' } }],
  [
    'a part of an item of an object',
    true,
    { mode: { rules: [{ name: 'a', hint: null }] } },
    { mode: { rules: [{ name: 'a' }] } },
  ],
  [
    'nothing of them',
    false,
    { list: 'hint', mode: null, level: 'low' },
    { list: 'hint', mode: null, level: 'low' },
  ],
])('tells and takes out %s', (_what, sets, members, without) => {
  expect(setsAny(PLACES, members as Record<string, unknown>)).toBe(sets);
  expect(withoutThem(PLACES, members as Record<string, unknown>)).toEqual(without);
});

test('the parts that only the CSDL has are such places of x509Certificate', () => {
  const { updateSchema } = operationNamed('x509Certificate');
  expect(silentPlacesOf(updateSchema)).toContainEqual([
    ...['authenticationModeConfiguration', 'x509CertificateDefaultRequiredAffinityLevel'],
  ]);
});
