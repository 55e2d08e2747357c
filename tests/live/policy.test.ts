import { operationNamed } from '../../src/contract/operation';
import { differences, inWords, restoring } from '../../src/live/policy';

const items = (count: number, id = 'all_users'): object[] =>
  Array.from({ length: count }, () => ({ targetType: 'group', id }));

test.each<[what: string, wanted: unknown, found: unknown, told: RegExp]>([
  ['a number', 11, 13, /^member is 13, and was 11$/],
  ['what is not there', 11, undefined, /^member is absent, and was 11$/],
  [
    'a list of a few',
    [],
    items(1),
    /^member is \[\{"targetType":"group","id":"all_users"\}\], and was \[\]$/,
  ],
  ['a text', 'Kx7zQ92mmAbcd4411', null, /^member is null, and was "\[secret-1, 17 characters\]"$/],
  ['a list of many', [], items(1000), /^member is a list of 1000 items, and was \[\]$/],
  ['lists as long as each other', items(9, 'a'), items(9, 'b'), /^member is \[.{119}…, and was \[.{119}…$/],
])('%s is told of in short', (_what, wanted, found, told) => {
  expect(inWords({ member: 'member', wanted, found })).toMatch(told);
});

test('a member whose name looks like a secret itself loses nothing of its value but what is hidden', () => {
  const member = 'Kx7zQ92mmAbcd4411Kx7zQ92mmAbcd4411';
  expect(inWords({ member, wanted: 'Zy7zQ92mmAbcd4411', found: true })).toMatch(
    /is true, and was "\[secret-\d+, 17 characters\]"$/,
  );
});

test('flags that a read shows in another order are the same', () => {
  const operation = operationNamed('fido2');
  const policy = (passkeyTypes: string, name = 'One'): object => ({
    passkeyProfiles: [{ id: '1', name, passkeyTypes }],
  });
  const differing = (one: object, other: object): string[] =>
    differences(operation, { ...one }, { ...other }).map(({ member }) => member);
  const written = policy('deviceBound,synced');
  expect(differing(written, policy('synced, deviceBound'))).toEqual([]);
  expect(differing(written, policy('synced'))).toEqual(['passkeyProfiles']);
  expect(differing(written, policy('deviceBound,synced', 'Two'))).toEqual(['passkeyProfiles']);
});

test('what a run never sets is not put back where nothing resets it: others may have changed it meanwhile', () => {
  const above = operationNamed('authenticationMethodsPolicy');
  const policy = {
    ...above.examples.A,
    authenticationMethodConfigurations: [{ id: 'Sms', state: 'enabled' }],
  };
  expect(restoring(above, policy)).not.toHaveProperty('authenticationMethodConfigurations');
  expect(restoring(above, policy)).toMatchObject(above.states.A);
  expect(restoring(above, { ...policy, policyMigrationState: 'preMigration' })).toMatchObject({
    policyMigrationState: 'preMigration',
  });
  const method = operationNamed('microsoftAuthenticator');
  expect(restoring(method, { ...method.examples.A, isSoftwareOathEnabled: true })).toMatchObject({
    isSoftwareOathEnabled: true,
  });
});
