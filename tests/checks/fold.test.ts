import { fold } from '../../src/checks/fold';
import { defaultOperation } from '../../src/contract/operation';
import { target, updateOf } from './support';

const schema = defaultOperation().updateSchema;

test('a document that is spelt as it is declared is handed back and not copied', () => {
  const document = updateOf({ isUsableOnce: true, includeTargets: [target()], stranger: { State: 1 } });
  const folded = fold(document, schema);
  expect(folded.value).toBe(document);
  expect([folded.respelt, folded.collisions]).toEqual([[], []]);
});

test('a name in another letter case is folded wherever it stands, and the document stays what it is', () => {
  const document = updateOf({ includeTargets: [target(), { TargetType: 'group', id: 'all_users' }] });
  const before = JSON.stringify(document);
  const { value, respelt } = fold(document, schema);
  expect(value).toMatchObject({ includeTargets: [{}, { targetType: 'group', id: 'all_users' }] });
  expect(respelt).toEqual([
    { pointer: '/includeTargets/1/targetType', given: 'TargetType', declared: 'targetType' },
  ]);
  expect(JSON.stringify(document)).toBe(before);
});

test('names that stand twice once letter case is put aside collide', () => {
  const { collisions } = fold(updateOf({ state: 'enabled', STATE: 'disabled' }), schema);
  expect(collisions).toEqual([{ pointer: '/state', member: 'state' }]);
});

test.each(['__proto__', 'constructor', 'toString'])('%s is a name like any other', (name) => {
  const document = JSON.parse(`{"STATE":"enabled","${name}":{"a":1}}`) as object;
  const { value } = fold(document, schema);
  expect(Object.getOwnPropertyDescriptor(value, name)?.value).toEqual({ a: 1 });
  expect(fold(JSON.parse(`{"${name}":1}`), schema).respelt).toEqual([]);
});
