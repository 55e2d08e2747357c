import { authenticate, isPermitted } from '../../src/provider/authorization';
import { READ_SCOPE, WRITE_SCOPE, scopesOf, testToken } from '../../src/provider/tokens';

test('a test token carries its scopes', () => {
  expect(scopesOf(testToken(READ_SCOPE, WRITE_SCOPE))).toEqual([READ_SCOPE, WRITE_SCOPE]);
  expect(scopesOf(testToken())).toEqual([]);
});

test('a test token is a bearer token', () => {
  expect(testToken(READ_SCOPE, WRITE_SCOPE)).toMatch(/^[A-Za-z0-9._~+/-]+=*$/);
});

test('a scope with other characters is refused', () => {
  expect(() => testToken('a b')).toThrow(TypeError);
});

test('a token of another issuer has no scopes', () => {
  expect(scopesOf('eyJ0eXAi.e30.')).toBeUndefined();
});

test.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])('accepts the scheme %p', (scheme) => {
  expect(authenticate(`${scheme} ${testToken(WRITE_SCOPE)}`)).toEqual([WRITE_SCOPE]);
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['the scheme alone', 'Bearer'],
  ['the scheme and a space', 'Bearer '],
  ['the token alone', testToken(WRITE_SCOPE)],
  ['another scheme', `Basic ${testToken(WRITE_SCOPE)}`],
  ['two tokens', `Bearer ${testToken(WRITE_SCOPE)} x`],
  ['two headers joined', `Bearer ${testToken()}, Bearer ${testToken()}`],
  ['a token with other characters', `Bearer ${testToken()}"`],
  ['a token of another issuer', 'Bearer eyJ0eXAi'],
])('knows nobody by %s', (_name, header) => {
  expect(authenticate(header)).toBeUndefined();
});

test.each([
  ['GET', [READ_SCOPE], true],
  ['GET', [WRITE_SCOPE], true],
  ['GET', ['Policy.Read.All'], false],
  ['PATCH', [READ_SCOPE], false],
  ['PATCH', [WRITE_SCOPE], true],
  ['DELETE', [READ_SCOPE], false],
  ['DELETE', [READ_SCOPE, WRITE_SCOPE], true],
])('%s with %p is permitted: %p', (method, scopes, permitted) => {
  expect(isPermitted(method, scopes)).toBe(permitted);
});
