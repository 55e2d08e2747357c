/** What every head and every message has is hidden where it is called a secret, and stays everywhere else. */
import type { Exchange } from '../../../src/exchanges/exchange';
import { Redactor } from '../../../src/exchanges/redact';
import { isOrdinary, isPlainWord } from '../../../src/exchanges/secrets/plain-words';
import { exchange, URL_OF_POLICY } from '../../checks/support';

const HEADERS = {
  'Content-Type': 'application/json;odata.metadata=minimal;charset=utf-8',
  'Content-Length': '2',
  'Transfer-Encoding': 'chunked',
  'Cache-Control': 'no-cache, max-age=0',
  Connection: 'keep-alive',
};
const HEAD = `HTTP/1.1 400 Bad Request\r\n${Object.entries(HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')}\r\n`;
const MESSAGE = 'The token is invalid or expired: Bad Request.';

const WORDS = [
  'HTTP/1.1',
  'Content-Length',
  'transfer-encoding',
  'chunked',
  'keep-alive',
  'no-cache',
  'max-age',
];
WORDS.push('Bad Request', 'BadRequest', 'invalid', 'expired', 'v1.0/policies', '/v1.0/policies/', 'metadata');
WORDS.push('odata.metadata=minimal', 'charset=utf-8', 'graph.microsoft.com', 'application/json');

const given = (word: string, planted: object): Exchange => ({
  ...exchange({
    ...planted,
    status: 400,
    answer: {
      headers: { ...HEADERS, 'Set-Cookie': `a=${word}` },
      json: { error: { code: 'x', message: MESSAGE } },
    },
  }),
  wire: { head: HEAD },
});

test.each<[where: string, plant: (word: string) => object]>([
  ['Authorization', (word) => ({ headers: { Authorization: `Bearer ${word}` } })],
  ['the key of a gateway', (word) => ({ headers: { 'X-Api-Key': word } })],
  ['a cookie', (word) => ({ headers: { Cookie: `a=${word}` } })],
  ['a parameter', (word) => ({ url: `${URL_OF_POLICY}?api_key=${encodeURIComponent(word)}` })],
  ['a member', (word) => ({ json: { password: word } })],
])('a word that every head has is hidden in %s alone', (_where, plant) => {
  const lost = WORDS.filter((word) => {
    const clean = new Redactor().exchange(given(word, plant(word)));
    const shown = new Map(clean.response?.headers.filter(([name]) => name !== 'Set-Cookie'));
    const isSame =
      clean.wire?.head === HEAD &&
      Object.entries(HEADERS).every(([name, value]) => shown.get(name) === value) &&
      clean.request.url.startsWith(URL_OF_POLICY) &&
      clean.response?.body?.data.includes(MESSAGE);
    return !isSame;
  });
  expect(lost).toEqual([]);
});

test.each(['swordfish', '12345678', 'content-length-7f', 'Larkspur Request', 'basic:k7', '31536000', ''])(
  '%j is no such word',
  (word) => {
    expect(isPlainWord(word)).toBe(false);
  },
);

test('nor is a key of such words that is longer than any of theirs', () => {
  expect(isPlainWord('accept '.repeat(9))).toBe(true);
  expect(isPlainWord('accept '.repeat(10))).toBe(false);
});

const ORDINARY_HEADERS = {
  'Strict-Transport-Security': 'max-age=31536000',
  'Content-Length': '31536000',
  Server: 'curl/8.0',
};

test.each([
  ['Authorization', '31536000'],
  ['Authorization', 'curl/8.0'],
  ['X-Api-Key', '31536000'],
  ['X-Api-Key', 'curl/8.0'],
])('%s: %s leaves harmless headers as they are, and is no echo in them', (name, secret) => {
  const value = name === 'Authorization' ? `Bearer ${secret}` : secret;
  const wire = `HTTP/1.1 400 Bad Request\r\n${Object.entries(ORDINARY_HEADERS)
    .map((pair) => `${pair.join(': ')}\r\n`)
    .join('')}X-Own: ${secret}\r\n\r\n`;
  const clean = new Redactor().exchange({
    ...exchange({
      headers: { [name]: value },
      status: 400,
      answer: {
        headers: { ...ORDINARY_HEADERS, 'X-Own': secret },
        json: { error: { code: 'x', message: `no ${secret} here` } },
      },
    }),
    wire: { head: wire },
  });
  expect(clean.request.headers[0]?.[1]).not.toContain(secret);
  expect(clean.response?.headers).toEqual(
    expect.arrayContaining([...Object.entries(ORDINARY_HEADERS), ['X-Own', '[secret-1]']]),
  );
  expect(clean.wire?.head).toBe(wire.replace(`X-Own: ${secret}`, 'X-Own: [secret-1]'));
  expect(clean.response?.body?.data).toContain('"no [secret-1] here"');
  expect(clean.echoes?.map(({ where }) => where) ?? []).toEqual(
    name === 'Authorization' ? ['header X-Own', 'body'] : [],
  );
});

test.each(['123456789', 'curl', 'curl/8.0 beta', 'a1/2', 'x/123456', ''])('%j is not ordinary', (word) => {
  expect(isOrdinary(word)).toBe(false);
});
