import { knownOperations, operationNamed } from '../../src/contract/operation';
import { nearOf } from '../../src/exchanges/near';
import { NearMisses } from '../../src/exchanges/near-misses';

const ROOT = 'https://graph.microsoft.com/v1.0';
const COLLECTION = `${ROOT}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations`;
const nearest = (url: string): string | undefined => nearOf(url, knownOperations())?.name;

test.each([
  ['a letter too few', `${COLLECTION}/TemporaryAcessPass`, 'temporaryAccessPass'],
  ['two letters changed about', `${COLLECTION}/TemporayrAccessPass`, 'temporaryAccessPass'],
  ['words joined by hyphens', `${COLLECTION}/temporary-access-pass`, 'temporaryAccessPass'],
  ['the beginning', `${COLLECTION}/TemporaryAccess`, 'temporaryAccessPass'],
  ['the key in parentheses', `${COLLECTION}('TemporaryAcessPass')`, 'temporaryAccessPass'],
  ['the type', `${COLLECTION}/fido2AuthenticationMethodConfiguration`, 'fido2'],
  ['a short key', `${COLLECTION}/Emails`, 'email'],
  ['a query', `${COLLECTION}/TemporaryAcessPass?$select=state`, 'temporaryAccessPass'],
  [
    'a relative URL',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Fido',
    'fido2',
  ],
  ['percent-encoded', `${COLLECTION.replace('Configurations', '%43onfigurations')}/Emails`, 'email'],
  [
    'with a line break, which URLs leave out',
    `${COLLECTION.slice(0, -5)}\n${COLLECTION.slice(-5)}/Emails`,
    'email',
  ],
  ['a policy without a key', `${ROOT}/policies/authenticationMethodPolicy`, 'authenticationMethodsPolicy'],
])('%s is near', (_what, url, operation) => {
  expect(nearest(url)).toBe(operation);
});

test.each([
  ['the operation itself', `${COLLECTION}/TemporaryAccessPass`],
  ['one in other letter case', `${COLLECTION}/temporaryaccesspass`],
  ['a sibling', `${COLLECTION}/Fido2`],
  ['the family', `${ROOT}/policies/authenticationMethodsPolicy`],
  ['the collection', COLLECTION],
  ['a configuration that has no pack', `${COLLECTION}/HardwareOath`],
  ['one by its id', `${COLLECTION}/3fa85f64-5717-4562-b3fc-2c963f66afa6`],
  ['a batch', `${ROOT}/$batch`],
  ['methods of a user', `${ROOT}/users/ann/authentication/temporaryAccessPassMethods`],
  ['another policy', `${ROOT}/policies/authenticationStrengthPolicies`],
  ['a policy whose name begins alike', `${ROOT}/policies/authenticationFlowsPolicy`],
  ['a misspelt key elsewhere', `${ROOT}/reports/TemporaryAcessPass`],
  ['a path that cannot be decoded', `${ROOT}/policies/%E0%A4%A`],
])('%s is not near', (_what, url) => {
  expect(nearest(url)).toBeUndefined();
});

test('a sibling is no misspelling for who judges one operation', () => {
  const sms = [operationNamed('sms')];
  expect(nearOf(`${COLLECTION}/Voice`, sms)).toBeUndefined();
  expect(nearOf(`${COLLECTION}/SM`, sms)?.name).toBe('sms');
  // Neither is found by its text alone.
  expect(nearOf(`${COLLECTION.replace('Configurations', '%43onfigurations')}/SM`, sms)?.name).toBe('sms');
  expect(nearOf(`${COLLECTION.slice(0, -5)}\t${COLLECTION.slice(-5)}/SM`, sms)?.name).toBe('sms');
});

test('each path is told once, with its number of requests, and paths beyond the eighth are counted', () => {
  const nears = new NearMisses(knownOperations());
  for (const end of ['', '', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])
    nears.saw(`${COLLECTION}/TemporaryAcessPass${end}`);
  nears.saw(`${ROOT}/me`);
  const messages = nears.all.map(({ message }) => message);
  expect(messages).toHaveLength(9);
  expect(messages[0]).toMatch(
    /^2 requests were not judged: unknown path …\/TemporaryAcessPass; did you mean/,
  );
  expect(messages[8]).toBe('2 requests more were not judged: unknown paths like that of an operation');
});
