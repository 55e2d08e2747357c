import { testToken } from '../../../src/provider';
import { PATH } from '../support';
import { URL_PATH, errorOf, startFace, textOf } from './support';

const COLLECTION = PATH.slice(0, PATH.lastIndexOf('/'));
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Below the version root. */
const SPELLINGS: readonly [what: string, path: string][] = [
  ['as in the request of the page', PATH],
  ['as in the example of the page', `${COLLECTION}/temporaryAccessPass`],
  ['in lower case', PATH.toLowerCase()],
  ['in upper case', PATH.toUpperCase()],
  [
    'with one segment in lower case',
    PATH.replace('authenticationMethodsPolicy', 'authenticationmethodspolicy'),
  ],
  ['with the key in parentheses', `${COLLECTION}('TemporaryAccessPass')`],
  ['with the key in parentheses and lower case', `${COLLECTION}('temporaryaccesspass')`],
  ['with encoded quotes', `${COLLECTION}(%27TemporaryAccessPass%27)`],
  ['with encoded parentheses', `${COLLECTION}%28'TemporaryAccessPass'%29`],
  ['with encoded letters', `${COLLECTION}/%54emporary%41ccess%50ass`],
  ['with a slash at the end', `${PATH}/`],
  ['with a slash behind the parentheses', `${COLLECTION}('TemporaryAccessPass')/`],
  ['with a query', `${PATH}?$select=id`],
  ['with an empty query', `${PATH}?`],
  ['with a broken query', `${PATH}?a=%ZZ`],
];

/** Below the version root. */
const STRANGERS: readonly [what: string, path: string][] = [
  ['the version root', ''],
  ['the collection', COLLECTION],
  ['a sibling', `${COLLECTION}/Sms`],
  ['a sibling in parentheses', `${COLLECTION}('Sms')`],
  ['a longer key', `${PATH}es`],
  ['a shorter key', PATH.slice(0, -1)],
  ['a key without quotes', `${COLLECTION}(TemporaryAccessPass)`],
  ['a key in double quotes', `${COLLECTION}("TemporaryAccessPass")`],
  ['a key with an encoded space', `${PATH}%20`],
  ['a member of the policy', `${PATH}/includeTargets`],
  ['a cast of the policy', `${PATH}/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration`],
  ['the policy of policies', '/policies/authenticationMethodsPolicy'],
  ['two slashes before it', `/${PATH}`],
  ['two slashes in it', PATH.replace('/authenticationMethodsPolicy', '//authenticationMethodsPolicy')],
  ['two slashes at its end', `${PATH}//`],
  ['an encoded slash', `${COLLECTION}%2FTemporaryAccessPass`],
  ['an encoding of the encoding', `${COLLECTION}/%2554emporaryAccessPass`],
  ['a broken encoding', `${PATH}%`],
  ['an encoding that is no UTF-8', `${PATH}%FF`],
  ['an encoded NUL behind it', `${PATH}%00`],
];

const face = startFace();

describe.each(['/v1.0', '/beta', '/V1.0', '/BETA'])('under %s', (version) => {
  test.each(SPELLINGS)('the policy is read, updated and reset %s', async (_what, path) => {
    await face.update({ defaultLength: 20 }, `${version}${path}`).expect(204);
    expect(face.policy().defaultLength).toBe(20);
    const { body } = await face.read(`${version}${path}`).expect(200);
    expect(body.defaultLength).toBe(20);
    await face.call('DELETE', `${version}${path}`).expect(204);
    expect(face.policy().defaultLength).toBe(8);
  });
});

test.each(STRANGERS)('%s is answered with 404', async (_what, path) => {
  const before = face.arrange({ state: 'enabled' });
  for (const version of ['/v1.0', '/beta']) {
    const { body } = await face.update({ state: 'disabled' }, `${version}${path}`).expect(404);
    expect(body).toEqual(errorOf('ResourceNotFound'));
    await face.call('DELETE', `${version}${path}`).expect(404);
  }
  expect(face.policy()).toEqual(before);
});

test.each(['', '/v1', '/v1.1', '/v1x0', '/v2.0', '/beta2', '/v1.0/beta', '/graph/v1.0'])(
  'the version root "%s" is answered with 404',
  async (version) => {
    await face.update({}, `${version}${PATH}`).expect(404);
  },
);

test('a path that names nothing is told to nobody without a token', async () => {
  await face.call('GET', '/v1.0/nowhere', undefined).expect(401);
  await face.call('GET', '/v1.0/nowhere', `Bearer ${testToken()}`).expect(404);
});

test('context URLs are spelt as the service spells them, however the path was', async () => {
  const { body } = await face.read(URL_PATH.toUpperCase()).expect(200);
  expect(body['@odata.context']).toBe(
    `${face.provider.origin}/v1.0/$metadata#authenticationMethodConfigurations/$entity`,
  );
});

/** Clients tidy such paths up before they send them. */
describe('on the wire', () => {
  test.each([
    ['an absolute form', `http://localhost${URL_PATH}`],
    ['an absolute form of another host', `http://graph.example${URL_PATH}`],
    ['a dot segment', `/v1.0/.${PATH}`],
    ['two dots', `/v1.0/elsewhere/..${PATH}`],
    ['a fragment', `${URL_PATH}#x`],
  ])('%s reaches the policy', async (_what, target) => {
    expect(await face.raw('PATCH', target, JSON_TYPE, textOf({ state: 'enabled' }))).toMatch(
      /^HTTP\/1\.1 204 /,
    );
    expect(face.policy().state).toBe('enabled');
  });

  test.each([
    ['backslashes', `/v1.0${PATH.replaceAll('/', '\\')}`, 400],
    ['two slashes before the version', `/${URL_PATH}`, 404],
    ['dots that lead out of the version root', `/v1.0/../..${PATH}`, 404],
    ['no slash at all', URL_PATH.slice(1), 400],
    ['a space in the path', URL_PATH.replace('Access', ' '), 400],
  ])('%s reach nothing', async (_what, target, status) => {
    const received = await face.raw('PATCH', target, JSON_TYPE, textOf({ state: 'enabled' }));
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*"error"`));
    expect(face.policy().state).toBe('disabled');
  });
});

describe('behind a base path', () => {
  const based = startFace({ basePath: '/tenants/Graph' });

  test.each([
    ['as it is', `/tenants/Graph/v1.0${PATH}`],
    ['in another letter case', `/Tenants/graph/beta${PATH}`],
    ['with encoded letters', `/%74enants/Graph/v1.0${PATH}`],
  ])('the policy is updated with the base path %s', async (_what, path) => {
    await based.update({ state: 'enabled' }, path).expect(204);
    expect(based.policy().state).toBe('enabled');
  });

  test.each([
    ['without it', URL_PATH],
    ['with half of it', `/tenants/v1.0${PATH}`],
    ['with it twice', `/tenants/Graph/tenants/Graph/v1.0${PATH}`],
    ['with more behind it', `/tenants/Graphs/v1.0${PATH}`],
    ['with an encoded slash in it', `/tenants%2FGraph/v1.0${PATH}`],
  ])('a request %s is answered with 404', async (_what, path) => {
    await based.update({ state: 'enabled' }, path).expect(404);
    expect(based.policy().state).toBe('disabled');
  });

  test('context URLs have it', async () => {
    const { body } = await based.read().expect(200);
    expect(body['@odata.context']).toMatch(`${based.provider.origin}/tenants/Graph/v1.0/$metadata#`);
  });
});
