import { addressOf as addressOfOperation, operationAt } from '../../src/exchanges/address';
import { defaultOperation, knownOperations, operationNamed } from '../../src/contract/operation';
import { packageFile } from '../../src/contract/package-root';

const addressOf = (url: string) => addressOfOperation(url, defaultOperation());

const ROOT = 'https://graph.microsoft.com';
const PATH = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const COLLECTION = PATH.slice(0, -'/TemporaryAccessPass'.length);
const policy = {
  resource: 'policy',
  host: 'graph.microsoft.com',
  protocol: 'https:',
  version: 'v1.0',
  key: 'TemporaryAccessPass',
  exact: true,
};

test.each([
  ['the path of the page', `${ROOT}/v1.0${PATH}`, {}],
  ['beta', `${ROOT}/beta${PATH}`, { version: 'beta' }],
  ['a version in capitals', `${ROOT}/BETA${PATH}`, { version: 'beta' }],
  ["the example's key", `${ROOT}/v1.0${COLLECTION}/temporaryAccessPass`, { key: 'temporaryAccessPass' }],
  ['lower case', `${ROOT}/v1.0${PATH.toLowerCase()}`, { key: 'temporaryaccesspass' }],
  ['capitals', `${ROOT}/v1.0${PATH.toUpperCase()}`, { key: 'TEMPORARYACCESSPASS' }],
  ['the key in parentheses', `${ROOT}/v1.0${COLLECTION}('TemporaryAccessPass')`, {}],
  ['the key in encoded parentheses', `${ROOT}/v1.0${COLLECTION}%28%27TemporaryAccessPass%27%29`, {}],
  ['an encoded letter', `${ROOT}/v1.0${COLLECTION}/%54emporaryAccessPass`, {}],
  ['a slash at the end', `${ROOT}/v1.0${PATH}/`, {}],
  ['doubled slashes', `${ROOT}/v1.0/${PATH}`, {}],
  ['a query', `${ROOT}/v1.0${PATH}?$select=state`, {}],
  ['a fragment', `${ROOT}/v1.0${PATH}#top`, {}],
  ['a host in capitals', `https://GRAPH.microsoft.com/v1.0${PATH}`, {}],
  ['a port', `http://localhost:8080/v1.0${PATH}`, { host: 'localhost:8080', protocol: 'http:' }],
  ['a path before the version', `https://gateway.example/tenants/7/v1.0${PATH}`, { host: 'gateway.example' }],
  ['a version of the future', `${ROOT}/v2.0${PATH}`, { version: 'v2.0' }],
  [
    'a misspelt collection',
    `${ROOT}/v1.0${PATH.replace('Configurations', 'Configuration')}`,
    { exact: false },
  ],
  [
    "the CSDL's entity set",
    `${ROOT}/v1.0/authenticationMethodConfigurations/TemporaryAccessPass`,
    { exact: false },
  ],
  [
    'a segment too few',
    `${ROOT}/v1.0/policies/authenticationMethodsPolicy/TemporaryAccessPass`,
    { exact: false },
  ],
])('knows the policy by %s', (_name, url, over) => {
  expect(addressOf(url)).toEqual({ ...policy, ...over });
});

test('knows the policy without a version root', () => {
  const given = addressOf(`${ROOT}${PATH}`);
  expect({ ...given, version: 'v1.0' }).toEqual(policy);
  expect(given).not.toHaveProperty('version');
});

test('takes no other segment for a version', () => {
  expect(addressOf(`${ROOT}/tenants${PATH}`)).not.toHaveProperty('version');
  expect(addressOf(`${ROOT}/v1${PATH}`)).not.toHaveProperty('version');
});

test.each([
  ['with a slash', PATH],
  ['without one', PATH.slice(1)],
])('knows the policy by a relative URL %s', (_name, url) => {
  expect(addressOf(url)).toEqual({
    resource: 'policy',
    host: '',
    protocol: '',
    key: 'TemporaryAccessPass',
    exact: true,
  });
});

test.each([
  ['plain', `${ROOT}/v1.0/$batch`, 'v1.0'],
  ['encoded', `${ROOT}/v1.0/%24batch`, 'v1.0'],
  ['in capitals under beta', `${ROOT}/beta/$BATCH`, 'beta'],
])('knows a batch %s', (_name, url, version) => {
  expect(addressOf(url)).toEqual({
    resource: 'batch',
    host: 'graph.microsoft.com',
    protocol: 'https:',
    version,
    exact: true,
  });
});

test.each([
  ['another method of authentication', `${ROOT}/v1.0${COLLECTION}/Sms`],
  ['the collection', `${ROOT}/v1.0${COLLECTION}`],
  ['the policy above', `${ROOT}/v1.0/policies/authenticationMethodsPolicy`],
  ['what lies below the policy', `${ROOT}/v1.0${PATH}/includeTargets`],
  ["a user's own passes", `${ROOT}/v1.0/users/1/authentication/temporaryAccessPassMethods`],
  ['a key that only starts the same', `${ROOT}/v1.0${PATH}2`],
  ['a resource of that name elsewhere', `${ROOT}/v1.0/me/things/TemporaryAccessPass`],
  ['the path as a query', `${ROOT}/v1.0/me?at=${PATH}`],
  ['the root', `${ROOT}/`],
  ['a URL that is none', 'https://'],
  ['a path whose encoding is broken', `${ROOT}/v1.0${PATH}%E0%A4%A`],
])('passes over %s', (_name, url) => {
  expect(addressOf(url)).toBeUndefined();
});

test('an address is the same after many others were seen', () => {
  const before = addressOf(`${ROOT}/v1.0${PATH}`);
  for (let other = 0; other < 2000; other += 1) addressOf(`${ROOT}/users/${other}`);
  expect(addressOf(`${ROOT}/v1.0${PATH}`)).toEqual(before);
});

test.each(knownOperations().map((operation) => [operation.name, operation] as const))(
  'the quick look passes no URL of %s over',
  (name, operation) => {
    const { path } = operation;
    const coded = `%${path.charCodeAt(1).toString(16)}`;
    const spelt = [
      path,
      path.toUpperCase(),
      path.replace(/\/([^/]+)$/, "('$1')"),
      `/${coded}${path.slice(2)}`,
      path.replace(/[^/]+$/, (last) => `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`),
    ];
    const isMeant = spelt.filter((each) => addressOfOperation(each, operation)?.exact === true);
    expect(isMeant.map((each) => operationAt(each)?.name)).toEqual(isMeant.map(() => name));
    expect(isMeant.length).toBeGreaterThanOrEqual(operation.key === undefined ? 3 : 4);
  },
);

test("the URL of a pack of somebody's own is known once its folder is loaded, though it was asked for before", () => {
  const url = '/library/shelves/7';
  expect(operationAt(url)).toBeUndefined();
  const own = operationNamed(packageFile('tests', 'packs', 'shelf'));
  expect(operationAt(url)).toBe(own);
});
