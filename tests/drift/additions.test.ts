import { operationNamed } from '../../src/contract/operation';
import { effectsOf } from '../../src/drift/compare/effects';
import { isClosed } from '../../src/drift/compare/relation';
import { ownStatements } from '../../src/drift/sources/slice';
import { ABSENT, type Value } from '../../src/drift/statements';

test.each<[key: string, value: Value, isOfPages: boolean]>([
  ['property/a.b/range', '1..5', true],
  ['property/a.b/default', '5', true],
  ['property/a.b/values', ['one', 'two'], true],
  ['order/a/b/c', 'at most', true],
  ['property/a.b/required', true, true],
  ['property/a.b/required', false, false],
  ['property/a.b/range', ABSENT, false],
  ['property/a.b/default', { sample: 5 }, false],
  ['property/a.b/nullable', true, false],
])(
  '%s of %j that the slice does not have contradicts it on a page alone, or not at all',
  (key, value, is) => {
    expect(isClosed(key, value, 'docs')).toBe(is);
    for (const kind of ['csdl', 'openapi', 'evidence'] as const)
      expect(isClosed(key, value, kind)).toBe(false);
  },
);

test.each([
  ['property/a.b/range', 'breaking'],
  ['property/a.b/values', 'breaking'],
  ['property/a.b/required', 'breaking'],
  ['order/a/b/c', 'breaking'],
  ['property/a.b/default', 'widening'],
  ['property/a.b', 'widening'],
])('where the slice has none, %s would be %s for both', (key, effect) => {
  expect(effectsOf(key, null, 'any')).toEqual({ clients: effect, providers: effect });
});

test('the slice demands the keys of items that it requires, and says nothing of the key of the resource', () => {
  const { statements, subject } = ownStatements(operationNamed('voice'));
  const said = (type: string): unknown =>
    statements.find(({ key }) => key === `property/${type}.id/required`)?.value;
  expect(said('authenticationMethodTarget')).toBe(true);
  expect(said(subject.type)).toBeUndefined();
});
