import { temporaryAccessPass } from '../../src/provider/policies/temporary-access-pass';
import { normalBasePath, resolveAddress } from '../../src/provider/address';

const COLLECTION = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

describe('names the policy', () => {
  test.each([
    ['as in the request of the page', `/v1.0${COLLECTION}/TemporaryAccessPass`],
    ['as in the example of the page', `/v1.0${COLLECTION}/temporaryAccessPass`],
    ['in lower case', `/v1.0${COLLECTION}/TemporaryAccessPass`.toLowerCase()],
    ['in upper case', `/v1.0${COLLECTION}/TemporaryAccessPass`.toUpperCase()],
    ['with the key in parentheses', `/v1.0${COLLECTION}('TemporaryAccessPass')`],
    ['with encoded quotes', `/v1.0${COLLECTION}(%27temporaryAccessPass%27)`],
    ['with encoded parentheses', `/v1.0${COLLECTION}%28'TemporaryAccessPass'%29`],
    ['with a slash at the end', `/v1.0${COLLECTION}/TemporaryAccessPass/`],
  ])('%s', (_name, path) => {
    expect(resolveAddress(path, temporaryAccessPass)).toEqual({ resource: 'policy', version: 'v1.0' });
  });

  test('under beta', () => {
    expect(resolveAddress(`/Beta${COLLECTION}/TemporaryAccessPass`, temporaryAccessPass)).toEqual({
      resource: 'policy',
      version: 'beta',
    });
  });

  test('behind a base path', () => {
    const path = `/tenants/Graph/v1.0${COLLECTION}/TemporaryAccessPass`;
    expect(resolveAddress(path, temporaryAccessPass, '/tenants/graph/')).toEqual({
      resource: 'policy',
      version: 'v1.0',
    });
  });
});

test.each(['/v1.0/$batch', '/v1.0/%24batch', '/v1.0/$BATCH'])('names the batch: %s', (path) => {
  expect(resolveAddress(path, temporaryAccessPass)).toEqual({ resource: 'batch', version: 'v1.0' });
});

test.each([
  ['no path', '/'],
  ['a version root', '/v1.0'],
  ['another version', `/v2.0${COLLECTION}/TemporaryAccessPass`],
  ['no version', `${COLLECTION}/TemporaryAccessPass`],
  ['the collection', `/v1.0${COLLECTION}`],
  ['another key', `/v1.0${COLLECTION}/Sms`],
  ['a key without quotes in parentheses', `/v1.0${COLLECTION}(TemporaryAccessPass)`],
  ['a segment behind the key', `/v1.0${COLLECTION}/TemporaryAccessPass/includeTargets`],
  ['an empty segment', `/v1.0/${COLLECTION}/TemporaryAccessPass`],
  ['an encoded slash', `/v1.0${COLLECTION}%2FTemporaryAccessPass`],
  ['a broken encoding', `/v1.0${COLLECTION}/TemporaryAccessPass%`],
  ['a base path that was not agreed', `/graph/v1.0${COLLECTION}/TemporaryAccessPass`],
])('names nothing: %s', (_name, path) => {
  expect(resolveAddress(path, temporaryAccessPass)).toBeUndefined();
});

test('names nothing without the base path that was agreed', () => {
  expect(
    resolveAddress(`/v1.0${COLLECTION}/TemporaryAccessPass`, temporaryAccessPass, '/graph'),
  ).toBeUndefined();
});

test.each([
  ['', ''],
  ['/', ''],
  ['graph', '/graph'],
  ['/a/b/', '/a/b'],
])('writes the base path %p as %p', (given, want) => {
  expect(normalBasePath(given)).toBe(want);
});
