import { defaultOperation } from '../../src/contract/operation';
import { cloudNamed, cloudOf } from '../../src/live/clouds';
import { whyTokenWillNotDo } from '../../src/live/token';
import { UsageError } from '../../src/usage-error';

const NOW = new Date('2026-11-30T03:00:00Z');
const root = new URL('https://graph.microsoft.com/v1.0');
const jwt = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const sound = {
  aud: 'https://graph.microsoft.com',
  exp: NOW.getTime() / 1000 + 3600,
  scp: 'openid Policy.ReadWrite.AuthenticationMethod',
};
const why = (claims: object, { writes = true, at = root } = {}): string | undefined =>
  whyTokenWillNotDo(jwt(claims), { root: at, writes, now: NOW });

test.each<[string, object]>([
  ['a delegated one', sound],
  ['one of an application', { ...sound, scp: undefined, roles: ['Policy.ReadWrite.AuthenticationMethod'] }],
  [
    'one whose audience is the application id of Graph',
    { ...sound, aud: '00000003-0000-0000-c000-000000000000' },
  ],
  ['one whose audience ends in a slash', { ...sound, aud: 'https://graph.microsoft.com/' }],
  ['one that ended a minute ago, by our clock', { ...sound, exp: NOW.getTime() / 1000 - 60 }],
])('%s will do', (_what, claims) => {
  expect(why(claims)).toBeUndefined();
});

test.each<[string, object, RegExp]>([
  [
    'another audience',
    { ...sound, aud: 'https://management.azure.com' },
    /^the token is for https:\/\/management\.azure\.com, and not for https:\/\/graph\.microsoft\.com$/,
  ],
  [
    'an hour too late',
    { ...sound, exp: NOW.getTime() / 1000 - 3600 },
    /^the token has expired at 2026-11-30T02:00:00/,
  ],
  [
    'another permission',
    { ...sound, scp: 'User.Read' },
    /^the token lacks the permission Policy\.ReadWrite\.AuthenticationMethod: it has User\.Read$/,
  ],
  ['no permission', { ...sound, scp: undefined }, /it has none$/],
  ['the lesser one', { ...sound, scp: 'Policy.Read.AuthenticationMethod' }, /lacks the permission/],
])('%s will not', (_what, claims, line) => {
  expect(why(claims)).toMatch(line);
});

test('the lesser permission will do for reads', () => {
  expect(why({ ...sound, scp: 'Policy.Read.AuthenticationMethod' }, { writes: false })).toBeUndefined();
  expect(why({ ...sound, scp: 'Policy.Read.All' }, { writes: false })).toMatch(
    /Policy\.Read\.AuthenticationMethod/,
  );
});

test('nothing is said of what is no JWT, or of a provider that is none of Microsoft’s', () => {
  expect(whyTokenWillNotDo('abc', { root, writes: true, now: NOW })).toBeUndefined();
  expect(whyTokenWillNotDo('a.b.c', { root, writes: true, now: NOW })).toBeUndefined();
  expect(why({ ...sound, aud: 'x' }, { at: new URL('https://gateway.example/v1.0') })).toBeUndefined();
});

test.each([
  ['global', 'https://graph.microsoft.com/v1.0', 'https://login.microsoftonline.com'],
  ['usgov', 'https://graph.microsoft.us/v1.0', 'https://login.microsoftonline.us'],
  ['usgov-dod', 'https://dod-graph.microsoft.us/v1.0', 'https://login.microsoftonline.us'],
])('%s has its own root, authority and scope', (name, at, authority) => {
  expect(cloudNamed(name, defaultOperation())).toMatchObject({
    root: at,
    authority,
    scope: at.replace('/v1.0', '/.default'),
  });
  expect(cloudOf(new URL(at))?.name).toBe(name);
});

test('China is refused, with the reason', () => {
  expect(() => cloudNamed('china', defaultOperation())).toThrow(UsageError);
  expect(() => cloudNamed('china', defaultOperation())).toThrow(/not in v1\.0 of this cloud/);
});
