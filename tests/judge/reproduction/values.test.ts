import { itemsTest, shapeTest } from '../../../src/judge/reproduction/values';

const breach = (pointer: string, expected: string, actual: string) => ({
  ...{ holds: false as const, exchanges: [], message: '', pointer, expected, actual },
});
const items = (expected: unknown, actual: unknown) =>
  itemsTest('list', breach('/list', JSON.stringify(expected), JSON.stringify(actual)));

test('of a list is compared what all items have that were expected, whatever their order and letter case', () => {
  expect(items([{ id: 'B', a: 1 }, { id: 'a' }], [{ id: 'a' }])).toEqual({
    ...{ kind: 'items', name: 'list', keys: ['id'], items: ['id="a"', 'id="b"'] },
  });
  expect(items([], [{ id: 'a' }])).toEqual({ kind: 'items', name: 'list', keys: ['id'], items: [] });
});

test.each<[string, unknown, unknown]>([
  ['the items differ by something else', [{ id: 'a' }], [{ id: 'A', b: 1 }]],
  ['the items have nothing in common', [{ id: 'a' }, { b: 1 }], []],
  ['an item has a list', [{ id: 'a', some: [1] }], []],
  ['a value has signs that a shell would take for others', [{ id: 'a}"' }], []],
  ['it is no list', { id: 'a' }, []],
])('no list is compared where %s', (_what, expected, actual) => {
  expect(items(expected, actual)).toBeNull();
});

test('a list that a message cuts is not compared', () => {
  expect(itemsTest('list', breach('/list', '[{"id":"a… (4021 characters)', '[]'))).toBeNull();
});

test.each<[string, string, string, string, unknown]>([
  ['/error/code', 'present', 'nothing', '{}', { kind: 'member', name: 'code', value: '*' }],
  ['/error/code', 'present', 'nothing', '{"other":{"code":1}}', null],
  ['/list/0/id', 'present', 'nothing', '{}', null],
  ['/list/0/a', 'true or false', '"x"', '{}', { kind: 'type', name: 'a', type: 'boolean' }],
  ['/state', 'a string', '7', '{}', { kind: 'type', name: 'state', type: 'string' }],
  ['/list/0', 'a string', '7', '{}', null],
  ['/state', 'one of "a", "b"', '"c"', '{}', null],
  ['status', 'present', 'nothing', '{}', null],
])('of %s, %s and not %s in %s: %j', (pointer, expected, actual, answer, test) => {
  expect(shapeTest(breach(pointer, expected, actual), answer)).toEqual(test);
});
