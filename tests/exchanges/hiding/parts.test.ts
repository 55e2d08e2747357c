import type { Exchange } from '../../../src/exchanges/exchange';
import { Redactor } from '../../../src/exchanges/redact';

const ROOT = 'https://graph.microsoft.com/v1.0';
const GUID = '6f1d1d6e-2f5b-4a86-9d7e-0b5a9f3c1e22';

/** What is left of an exchange with these parts. */
function shown(
  { method = 'GET', path = '/policies' }: { method?: string; path?: string },
  { location, httpVersion = '1.1' }: { location?: string; httpVersion?: string } = {},
): Exchange {
  return new Redactor().exchange({
    id: 'x1',
    source: { kind: 'proxy' },
    observed: {
      ...{ authorization: true, framing: true, trailing: true },
      ...{ requestBody: true, responseBody: true, protocol: true },
    },
    request: { method, url: `${ROOT}${path}`, headers: [] },
    response: {
      ...{ status: 200, statusText: 'OK', httpVersion },
      headers: location === undefined ? [] : [['Location', location]],
    },
  });
}
const urlOf = (path: string): string => shown({ path }).request.url.slice(ROOT.length);
const locationOf = (location: string): string => shown({}, { location }).response?.headers[0]?.[1] ?? '';

test.each([[`/users/${GUID}/policies`], [`/users('${GUID}')/policies`], ['/a?$orderby=displayName+desc']])(
  'the path %s of a request is shown',
  (path) => {
    expect(urlOf(path)).toBe(path);
  },
);

test.each([
  ['/users/swordfishandchips1/policies', 'swordfish'],
  ['/a?q=Kx7f+2Canary9zQ41', 'Canary'],
  ['/a#access_token=swordfish&x=letmein', 'swordfish'],
  ['/a#access_token=swordfish&x=letmein', 'letmein'],
])('of the address %s of a request nobody reads %s', (path, secret) => {
  expect(urlOf(path)).toContain('secret-');
  expect(urlOf(path)).not.toContain(secret);
});

test.each([
  [`https://h.example/a/${GUID}`, true],
  ['https://h.example/a/order-12345', false],
  ['https://h.example/a/orders', true],
])('an address %s elsewhere is shown as it is: %s', (location, isShown) => {
  expect(locationOf(location) === location).toBe(isShown);
});

test('a method or a version that is none is hidden where it looks like a secret', () => {
  expect(shown({ method: 'Kx7f2Canary9zQ41mmAb8' }).request.method).toMatch(
    /^\[secret-\d+, 21 characters\]$/,
  );
  expect(shown({ method: 'PATCH' }).request.method).toBe('PATCH');
  expect(shown({}, { httpVersion: '1.1' }).response?.httpVersion).toBe('1.1');
  expect(shown({}, { httpVersion: 'swordfishandchips' }).response?.httpVersion).toBe('');
});

const KEY = 'Kx7f2Canary9zQ41mmAb8';
const plain: Exchange = {
  ...{ id: 'x1', source: { kind: 'proxy' } },
  observed: {
    ...{ authorization: true, framing: true, trailing: true },
    ...{ requestBody: true, responseBody: true, protocol: true },
  },
  request: { method: 'GET', url: `${ROOT}/policies`, headers: [] },
  response: { status: 204, statusText: 'No Content', headers: [] },
};
const HEAD = 'HTTP/1.1 204 No Content\r\n';

test.each<[string, Partial<Exchange>]>([
  [
    'bytes before an answer',
    {
      wire: {
        head: `${HEAD}\r\n`,
        before: { bytes: KEY.length, sample: KEY, behind: 'x0', behindStatus: 204 },
      },
    },
  ],
  ['bytes behind an answer', { wire: { head: `${HEAD}\r\n`, after: { bytes: KEY.length, sample: KEY } } }],
  ['a line that goes on with a header', { wire: { head: `${HEAD}X-A: b\r\n ${KEY}\r\n\r\n` } }],
  ['such a line with a colon', { wire: { head: `${HEAD}X-A: b\r\n\tServer: swordfish: ${KEY}\r\n\r\n` } }],
  [
    'such a line that has the form of a harmless header',
    { wire: { head: `${HEAD}X-A: b\r\n Server: ${KEY}\r\n\r\n` } },
  ],
  [
    'what the connection said when it failed',
    { failure: { kind: 'aborted', message: `connect ${KEY} refused` } },
  ],
])('of %s nobody reads a key', (_what, part) => {
  const clean = JSON.stringify(new Redactor().exchange({ ...plain, ...part }));
  expect(clean).toMatch(/secret-\d/);
  expect(clean).not.toContain(KEY);
});

test('a line that goes on with a header hides a word that another header would show', () => {
  const head = `${HEAD}X-Password: a\r\n Server:swordfish\r\n\r\n`;
  expect(JSON.stringify(new Redactor().exchange({ ...plain, wire: { head } }))).not.toContain('swordfish');
});

/** What is left of the body of a refusal, behind a request with a header that is hidden. */
const bodyOf = (type: string, data: string, hidden = 'swordfishandchips'): string =>
  new Redactor().exchange({
    ...plain,
    request: { ...plain.request, headers: [['X-Own', hidden]] },
    response: { status: 502, headers: [['Content-Type', type]], body: { encoding: 'utf8', data } },
  }).response?.body?.data ?? '';

test('of a page the attributes are hidden, whatever they hold, and its words stay', () => {
  const page = bodyOf('text/html', '<html><p data-user="letmein">Bad Gateway</p></html>');
  expect(page).toContain('Bad Gateway');
  expect(page).not.toContain('letmein');
});

test('a word of the contract stays in messages, though a header that is hidden says it', () => {
  const error = JSON.stringify({ error: { code: 'badRequest', message: 'isUsableOnce must be true' } });
  expect(bodyOf('application/json', error, 'isUsableOnce')).toBe(error);
});

test('the name of a member that a person lets be shown is shown, whatever it looks like', () => {
  const body = { encoding: 'utf8' as const, data: JSON.stringify({ [KEY]: true }) };
  const response = { status: 200, headers: [], body };
  const shown = new Redactor([], undefined, { members: [KEY] }).exchange({ ...plain, response });
  expect(shown.response?.body?.data).toBe(body.data);
});
