import { applied } from '../../../src/checks/state/values';
import { propertiesOf, type SchemaNode } from '../../../src/contract/slice';
import { operationNamed } from '../../../src/contract/operation';

const profiles = propertiesOf(operationNamed('fido2').updateSchema)['passkeyProfiles'] as SchemaNode;

test.each<[sent: string, now: string, isApplied: boolean]>([
  ['deviceBound,synced', 'synced,deviceBound', true],
  ['synced, deviceBound', 'DeviceBound,Synced', true],
  ['deviceBound,synced', 'synced', false],
  ['synced', 'deviceBound,synced', false],
])('flags are a set: of %s a read shows %s', (sent, now, isApplied) => {
  const item = { id: '1', passkeyTypes: sent };
  expect(applied([item], [{ ...item, passkeyTypes: now }], profiles)).toBe(isApplied);
});

test('texts that are no flags have an order', () => {
  const item = { id: '1', name: 'a,b' };
  expect(applied([item], [{ ...item, name: 'b,a' }], profiles)).toBe(false);
});

test('a value that is hidden in a read alone is another one: the same would have been shown', () => {
  const schema: SchemaNode = { type: 'string' };
  const mark = '[secret-1, 7 characters]';
  expect(applied('enabled', mark, schema)).toBe(false);
  expect(applied(mark, mark, schema)).toBe(true);
  expect(applied(mark, '[secret-2, 7 characters]', schema)).toBe(false);
  expect(applied(mark, undefined, schema)).toBe(false);
});
