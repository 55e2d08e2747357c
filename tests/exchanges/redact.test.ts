import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesOf, decodedBytes, jsonOf } from '../../src/exchanges/body';
import type { Exchange, HttpResponse } from '../../src/exchanges/exchange';
import { Redactor } from '../../src/exchanges/redact';
import { growthOf, LINEAR } from '../bounds/growth';
import { exchange, PATH, ROOT, URL_OF_POLICY } from '../checks/support';

const TOKEN = 'opaque-Token.of~ours_0123456789';
const JWT = 'eyJhbGciOiJub25lIn0abc.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl';
const bearer = { headers: { Authorization: `Bearer ${TOKEN}` } };

/** All that is in an exchange, what its bodies hold once decoded included. */
function textOf(given: Exchange): string {
  const messages = [given.request, given.response].filter((each) => each !== undefined);
  return [
    JSON.stringify(given),
    ...messages.map((each) => decodedBytes(each).toString('latin1')),
    ...messages.flatMap((each) => (each.body ? [bytesOf(each.body).toString('latin1')] : [])),
  ].join('\n');
}

const authorizationOf = ({ request }: Exchange): string | undefined =>
  request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];

test.each<[name: string, given: Exchange]>([
  ['the request header', exchange(bearer)],
  [
    'a request header whose name is in lower case',
    exchange({ headers: { authorization: `bearer ${TOKEN}` } }),
  ],
  ['a header without a scheme', exchange({ headers: { Authorization: TOKEN } })],
  ['another scheme', exchange({ headers: { Authorization: `Basic ${TOKEN}` } })],
  ['Proxy-Authorization', exchange({ headers: { 'Proxy-Authorization': `Bearer ${TOKEN}` } })],
  ['a cookie', exchange({ headers: { Cookie: `session=${TOKEN}` } })],
  ["a gateway's key", exchange({ headers: { 'Ocp-Apim-Subscription-Key': TOKEN } })],
  ['a header that a user gave for every request', exchange({ headers: { 'X-Contoso-Key': TOKEN } })],
  ['the query', exchange({ url: `${URL_OF_POLICY}?access_token=${TOKEN}&x=1` })],
  ['the query, by a parameter in another letter case', exchange({ url: `${URL_OF_POLICY}?Sig=${TOKEN}` })],
  ['the query, under a name of nobody', exchange({ ...bearer, url: `${URL_OF_POLICY}?x=${TOKEN}` })],
  ['the path', exchange({ ...bearer, url: `${ROOT}/${TOKEN}${PATH}` })],
  ['the user of a URL', exchange({ url: URL_OF_POLICY.replace('https://', `https://user:${TOKEN}@`) })],
  ['the request body', exchange({ ...bearer, text: `{"note":"${TOKEN}"}` })],
  [
    'the response body',
    exchange({ ...bearer, status: 401, answer: { json: { error: { message: TOKEN } } } }),
  ],
  ['a response header', exchange({ ...bearer, answer: { headers: { 'X-Debug': `got ${TOKEN}!` } } })],
  ['Set-Cookie', exchange({ answer: { headers: { 'Set-Cookie': `${TOKEN}; Path=/` } } })],
  ['the reason phrase', exchange({ ...bearer, statusText: `No ${TOKEN}` })],
  [
    'a body that is no text',
    exchange({
      ...bearer,
      answer: { bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TOKEN), Buffer.from([0xff])]) },
    }),
  ],
  [
    'a gzip body',
    exchange({
      ...bearer,
      answer: {
        bytes: gzipSync(`{"error":{"message":"${TOKEN}"}}`),
        headers: { 'Content-Encoding': 'gzip' },
      },
    }),
  ],
  [
    'the head on the wire',
    exchange({ ...bearer, wire: { head: `HTTP/1.1 204 No Content\r\nX-Debug: ${TOKEN}\r\n\r\n` } }),
  ],
  [
    'a secret header on the wire',
    exchange({ wire: { head: `HTTP/1.1 204 No Content\r\nSET-COOKIE:${TOKEN}\r\n\r\n` } }),
  ],
  [
    'bytes behind the head',
    exchange({ ...bearer, wire: { head: '', after: { bytes: TOKEN.length, sample: TOKEN } } }),
  ],
  [
    'bytes before the head',
    exchange({
      ...bearer,
      wire: { head: '', before: { bytes: TOKEN.length, sample: TOKEN, behind: '1', behindStatus: 204 } },
    }),
  ],
  [
    'another request header',
    exchange({ headers: { Authorization: `Bearer ${TOKEN}`, 'X-Forwarded-Token': TOKEN } }),
  ],
  [
    'a body that repeats one cookie of several',
    exchange({
      headers: { Cookie: `sid=${TOKEN}; lang=en` },
      status: 400,
      answer: { text: `bad session ${TOKEN}` },
    }),
  ],
  [
    'a secret header on the wire whose lines end in LF alone',
    exchange({ wire: { head: `HTTP/1.1 204 No Content\nSet-Cookie: sid=${TOKEN}\n\n` } }),
  ],
  [
    'a Set-Cookie with attributes, in the answer and on the wire',
    exchange({
      answer: { headers: { 'Set-Cookie': `sid=${TOKEN}; Path=/` } },
      wire: { head: `HTTP/1.1 204 No Content\r\nSet-Cookie: sid=${TOKEN}; Path=/\r\n\r\n` },
    }),
  ],
  [
    'a body that repeats a token whose scheme stood twice',
    exchange({ headers: { Authorization: `Bearer Bearer ${TOKEN}` }, status: 401, answer: { text: TOKEN } }),
  ],
  ['the fragment of a URL', exchange({ url: `${URL_OF_POLICY}#access_token=${TOKEN}` })],
  [
    'a failure',
    exchange({ ...bearer, status: 0, failure: { kind: 'other', message: `bad header ${TOKEN}` } }),
  ],
])('takes the token out of %s', (_name, given) => {
  expect(textOf(given)).toContain(TOKEN);
  expect(textOf(new Redactor(['x-CONTOSO-key']).exchange(given))).not.toContain(TOKEN);
});

test('takes a JSON Web Token out of any text, known or not', () => {
  const clean = new Redactor().exchange(
    exchange({ text: `{"note":"${JWT}"}`, answer: { text: `"${JWT}"` } }),
  );
  expect(textOf(clean)).not.toContain(JWT);
  expect(clean.request.body?.data).toBe('{"note":"[secret-1]"}');
});

test('takes a JSON Web Token out of a header that nobody takes for a secret', () => {
  const given = exchange({ headers: { Referer: `https://portal/?t=${JWT}` } });
  expect(textOf(new Redactor().exchange(given))).not.toContain(JWT);
});

test('takes the first word of a key of two words for a secret, too', () => {
  const given = exchange({ headers: { 'Api-Key': 'correcthorse batterystaple' } });
  expect(textOf(new Redactor().exchange(given))).not.toContain('correcthorse');
});

test('finds a token in JSON that escapes its slashes', () => {
  const token = 'abc/def/ghi+jkl0123456';
  const text = `{"error":{"code":"x","message":"bad ${token.replaceAll('/', '\\/')}"}}`;
  const clean = new Redactor().exchange(
    exchange({ headers: { Authorization: `Bearer ${token}` }, status: 400, answer: { text } }),
  );
  expect(jsonOf(clean.response as HttpResponse)).toMatchObject({
    value: { error: { message: 'bad [secret-1]' } },
  });
});

test('JSON in JSON that repeats a credential with an open quote stays JSON', () => {
  const key = '"\\opaque-Key.of~ours_0123456789';
  const text = JSON.stringify({ message: JSON.stringify({ heard: key }) });
  const { response } = new Redactor().exchange(
    exchange({ headers: { 'X-Api-Key': key }, status: 400, answer: { text } }),
  );
  expect(response?.body?.data).not.toContain('opaque-Key');
  const { message } = JSON.parse(response?.body?.data ?? '') as { message: string };
  expect(() => JSON.parse(message) as unknown).not.toThrow();
});

test('finds a key that a URL encodes, under a name of nobody', () => {
  const key = 'abc+def/ghi=jkl0123456';
  const url = `${URL_OF_POLICY}?x=${encodeURIComponent(key)}`;
  const clean = new Redactor().exchange(exchange({ headers: { 'Api-Key': key }, url }));
  expect(decodeURIComponent(clean.request.url)).not.toContain(key);
});

test('keeps the scheme, the length and an alias', () => {
  expect(authorizationOf(new Redactor().exchange(exchange(bearer)))).toBe(
    `Bearer [secret-1, ${TOKEN.length} characters]`,
  );
});

test('says of a bearer value that it is no token, and not which', () => {
  const clean = new Redactor().exchange(exchange({ headers: { Authorization: 'Bearer not a token' } }));
  expect(authorizationOf(clean)).toBe('Bearer [secret-1, 11 characters, not a token]');
});

test('gives one secret one alias, and another secret another', () => {
  const redactor = new Redactor();
  const aliases = [TOKEN, 'another-token', TOKEN].map((token) =>
    authorizationOf(redactor.exchange(exchange({ headers: { Authorization: `Bearer ${token}` } }))),
  );
  expect(aliases).toEqual([
    `Bearer [secret-1, ${TOKEN.length} characters]`,
    'Bearer [secret-2, 13 characters]',
    `Bearer [secret-1, ${TOKEN.length} characters]`,
  ]);
});

test('knows a secret that it was told beforehand', () => {
  const redactor = new Redactor();
  expect(redactor.learn(TOKEN)).toBe('secret-1');
  expect(redactor.text(`a ${TOKEN} and ${TOKEN}`)).toBe('a [secret-1] and [secret-1]');
});

test.each([
  ['Bearer alone', 'Bearer'],
  ['Bearer and a space', 'Bearer '],
  ['an empty value', ''],
  ['a redacted token', 'Bearer [secret-7, 1432 characters]'],
  ['a redacted value that was no token', 'Bearer [secret-7, 9 characters, not a token]'],
  ['a redacted value without a scheme', '[secret-7, 40 characters]'],
])('leaves %s as it is', (_name, Authorization) => {
  expect(authorizationOf(new Redactor().exchange(exchange({ headers: { Authorization } })))).toBe(
    Authorization,
  );
});

test('redacts a record twice as it does once', () => {
  const once = new Redactor().exchange(exchange({ ...bearer, answer: { text: TOKEN } }));
  expect(new Redactor().exchange(once)).toEqual(once);
});

test('leaves a body without secrets untouched, bytes and coding', () => {
  const given = exchange({
    ...bearer,
    bytes: gzipSync('{"a":1}'),
    headers: { ...bearer.headers, 'Content-Encoding': 'gzip' },
  });
  expect(new Redactor().exchange(given).request.body).toBe(given.request.body);
});

test('a gzip body without its secret can still be read', () => {
  const given = exchange({
    ...bearer,
    answer: { bytes: gzipSync(`{"got":"${TOKEN}"}`), headers: { 'Content-Encoding': 'gzip' } },
  });
  const { response } = new Redactor().exchange(given);
  expect(jsonOf(response as HttpResponse)).toMatchObject({ ok: true, value: { got: '[secret-1]' } });
  expect(gunzipSync(bytesOf(given.response?.body ?? { encoding: 'utf8', data: '' })).toString()).toContain(
    TOKEN,
  );
});

test('keeps the rest of a URL', () => {
  const clean = new Redactor().exchange(
    exchange({ url: `${URL_OF_POLICY}?$select=state&sig=${TOKEN}&code=&flag` }),
  );
  expect(clean.request.url).toBe(
    `${URL_OF_POLICY}?$select=state&sig=[secret-1,${TOKEN.length}-characters]&code=&flag`,
  );
});

test('a value too short to be told from chance is not looked for elsewhere', () => {
  const clean = new Redactor().exchange(
    exchange({ headers: { Authorization: 'Bearer true' }, text: '{"isUsableOnce":true}' }),
  );
  expect(clean.request.body?.data).toBe('{"isUsableOnce":true}');
  expect(authorizationOf(clean)).toBe('Bearer [secret-1, 4 characters]');
});

test('notes where an answer repeats a secret', () => {
  const clean = new Redactor().exchange(
    exchange({
      ...bearer,
      status: 401,
      answer: {
        text: `No ${TOKEN}.`,
        headers: { 'WWW-Authenticate': `Bearer error_description="${TOKEN}"` },
      },
    }),
  );
  expect(clean.echoes).toEqual([
    { alias: 'secret-1', where: 'header WWW-Authenticate' },
    { alias: 'secret-1', where: 'body' },
  ]);
});

test('notes a repetition inside gzip', () => {
  const clean = new Redactor().exchange(
    exchange({ ...bearer, answer: { bytes: gzipSync(TOKEN), headers: { 'Content-Encoding': 'gzip' } } }),
  );
  expect(clean.echoes).toEqual([{ alias: 'secret-1', where: 'body' }]);
});

test('notes nothing where nothing is repeated', () => {
  expect(new Redactor().exchange(exchange(bearer))).not.toHaveProperty('echoes');
});

test('does not change what it was given', () => {
  const given = exchange({ ...bearer, answer: { text: TOKEN } });
  const before = structuredClone(given);
  new Redactor().exchange(given);
  expect(given).toEqual(before);
});

test('leaves the rest of the head on the wire as it is', () => {
  const head = 'HTTP/1.1 204 No Content\r\nrequest-id:  1\r\nDate: Sun, 22 Nov 2026 08:00:00 GMT\r\n\r\n';
  const clean = new Redactor().exchange(exchange({ ...bearer, wire: { head } }));
  expect(clean.wire?.head).toBe(head);
});

test('takes the value of a Set-Cookie for a secret, and its attributes for none', () => {
  const clean = new Redactor().exchange(
    exchange({
      answer: {
        headers: {
          'Set-Cookie': 'sid=abcdefgh12345678; Expires=Wed, 21 Oct 2026 07:28:00 GMT; SameSite=Strict',
          Date: 'Wed, 21 Oct 2026 07:28:00 GMT',
          'X-Session': 'abcdefgh12345678',
        },
      },
    }),
  );
  expect(JSON.stringify(clean)).not.toContain('abcdefgh12345678');
  expect(JSON.stringify(clean)).toContain('["Date","Wed, 21 Oct 2026 07:28:00 GMT"]');
});

test.each([
  [
    'a name that looks like a secret, and with its value',
    'a=1; Zx9pQ7Kd3=Lm4kT2v; b=2',
    'Zx9pQ7Kd3=Lm4kT2v',
    'Zx9pQ7Kd3',
  ],
  ['base64 that ends in equals signs', 'a=1; c2VjcmV0MTIzNDU2==', 'c2VjcmV0MTIzNDU2==', 'c2VjcmV0MTIzNDU2=='],
  ['a value between quotation marks', 'a=1; sid="Lm4kT2v"', 'Lm4kT2v', 'Lm4kT2v'],
])('a cookie among others is a secret wherever it is repeated: %s', (_name, cookie, whole, part) => {
  const given = exchange({
    headers: { Cookie: cookie },
    status: 400,
    answer: { json: { error: { code: 'x', message: `I saw ${whole} here, and ${part} too` } } },
  });
  const { response } = new Redactor().exchange(given);
  expect(response?.body?.data).toMatch(/"I saw \[secret-\d\] here, and \[secret-\d\] too"/);
});

test('of a bounded number of secrets those in use keep their aliases', () => {
  const redactor = new Redactor([], 2);
  const aliases = ['in-use', 'other-1', 'in-use', 'other-2', 'in-use', 'other-1'].map((secret) =>
    authorizationOf(redactor.exchange(exchange({ headers: { Authorization: `Bearer ${secret}` } })))?.replace(
      /,.*/,
      '',
    ),
  );
  expect(aliases).toEqual(
    ['secret-1', 'secret-2', 'secret-1', 'secret-3', 'secret-1', 'secret-4'].map((each) => `Bearer [${each}`),
  );
});

/** An answer that sets so many cookies that nobody saw before. */
const withCookies = (cookies: number, from: number): Exchange => ({
  ...exchange({ answer: { text: TOKEN } }),
  response: {
    status: 400,
    headers: Array.from({ length: cookies }, (_, at) => ['Set-Cookie', `c${at}=new-${from + at}-0123456789`]),
    body: { encoding: 'utf8', data: `no ${TOKEN}, and no new-${from}-0123456789` },
  },
});

test('never forgets a secret of its own, whatever number of others turn up', () => {
  const redactor = new Redactor([], 8);
  redactor.learnToken(TOKEN);
  for (let at = 0; at < 50; at += 1) redactor.exchange(withCookies(10, 10 * at));
  expect(redactor.exchange(withCookies(4, 9000)).response?.body?.data).toMatch(/^no \[secret-1\], and no \[/);
});

test('an answer with more new cookies than are looked for has none of them left', () => {
  const clean = new Redactor().exchange(withCookies(2000, 0));
  expect(JSON.stringify(clean)).not.toContain('0123456789;');
  expect(
    clean.response?.headers.filter(([, value]) => /^\[secret-\d+, \d+ characters\]$/.test(value)),
  ).toHaveLength(2000);
});

test('takes no longer for each of many answers with new cookies', () => {
  const work = (answers: number): void => {
    const redactor = new Redactor();
    for (let at = 0; at < answers; at += 1) redactor.exchange(withCookies(10, 10 * at));
  };
  expect(growthOf(work, 16)).toBeLessThan(LINEAR);
});

test.each<[string, given: (text: string) => Exchange]>([
  ['a header', (text) => exchange({ headers: { 'X-Debug': text } })],
  ['Authorization', (text) => exchange({ headers: { Authorization: text } })],
  ['Cookie', (text) => exchange({ headers: { Cookie: text } })],
  ['the address', (text) => exchange({ url: `${URL_OF_POLICY}${text}` })],
  ['a body', (text) => exchange({ text })],
  ['a head', (text) => exchange({ wire: { head: `HTTP/1.1 204 No Content\r\n${text}` } })],
])('takes no longer for each character of %s', (_, given) => {
  const pieces = ['-eyJabcdefgh', '?', ' ', ':', '\u2028', 'a=b;', 'Bearer ', '://', '@', '[secret-1', '%25'];
  const powers = pieces.map((piece) => growthOf((n) => new Redactor().exchange(given(piece.repeat(n))), 512));
  expect(pieces.filter((_piece, at) => (powers[at] as number) >= LINEAR)).toEqual([]);
});

test('half a surrogate pair is a secret like any other', () => {
  const key = 'half of a pair \ud800';
  const clean = new Redactor().exchange(exchange({ headers: { 'Api-Key': key }, answer: { text: key } }));
  expect(clean.response?.body?.data).toBe('[secret-1]');
});

test('the parameters of an address in a header are looked into, in the record and in the head as it came', () => {
  const Location = 'https://login.example/?access_token=canary-0123456789&state=1&code=abc';
  const clean = new Redactor().exchange({
    ...exchange(),
    response: { status: 302, headers: [['Location', Location]] },
    wire: { head: `HTTP/1.1 302 Found\r\nLocation: ${Location}\r\n\r\n` },
  });
  expect(JSON.stringify(clean)).not.toMatch(/canary|code=abc/);
  expect(clean.wire?.head).toMatch(
    /Location: https:\/\/login\.example\/\?access_token=\[secret-\d+,17-characters\]&state=\[secret-\d+,1-characters\]&code=\[secret-\d+,3-characters\]\r\n/,
  );
});
