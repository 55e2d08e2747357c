import type { Exchange, HeaderPair } from '../../../src/exchanges/exchange';
import { Redactor } from '../../../src/exchanges/redact';

const TOKEN = 'correcthorsebatterystaple';
const HIDDEN = 'swordfishandchips';
const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

/** An exchange whose answer repeats something that the request said. */
const answered = (headers: readonly HeaderPair[], body: string): Exchange => ({
  id: 'x1',
  source: { kind: 'proxy' },
  observed: {
    ...{ authorization: true, framing: true, trailing: true },
    ...{ requestBody: true, responseBody: true, protocol: true },
  },
  request: {
    method: 'PATCH',
    url: `https://graph.microsoft.com${PATH}`,
    headers: [
      ['Authorization', `Bearer ${TOKEN}`],
      ['X-Own', HIDDEN],
    ],
    body: { encoding: 'utf8', data: '{"isUsableOnce":true}' },
  },
  response: {
    ...{ status: 400, statusText: 'Bad Request' },
    headers: [['Content-Type', 'application/json'], ...headers],
    body: { encoding: 'utf8', data: body },
  },
});
const reversed = (text: string): string => [...text].reverse().join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const left = (exchange: Exchange): string => JSON.stringify(new Redactor().exchange(exchange).response);

const SPELT = [TOKEN, HIDDEN, HIDDEN.toUpperCase(), reversed(TOKEN), reversed(HIDDEN), base64(HIDDEN)];
const PLACES: Record<string, (word: string) => Exchange> = {
  'the name of a member': (word) => answered([], JSON.stringify({ error: { innerError: { [word]: 1 } } })),
  'the name of a header': (word) => answered([[`X-${word.replace(/=/g, '')}`, 'enabled']], '{}'),
  'a path': (word) => answered([['Location', `https://h.example/a/${encodeURIComponent(word)}`]], '{}'),
  'the name of a parameter': (word) =>
    answered([['Location', `https://h.example/?${encodeURIComponent(word)}=1`]], '{}'),
  'a parameter without a value': (word) =>
    answered([['Location', `https://h.example/?${encodeURIComponent(word)}`]], '{}'),
  'a fragment': (word) => answered([['Location', `https://h.example/#${encodeURIComponent(word)}`]], '{}'),
};

describe.each(Object.entries(PLACES))('in %s', (_place, of) => {
  test.each(SPELT)('the echo %s of what the request said is hidden', (word) => {
    const text = left(of(word));
    expect(text).toContain('secret-');
    for (const each of [word, word.replace(/=/g, ''), encodeURIComponent(word)])
      expect(text.toLowerCase()).not.toContain(each.toLowerCase());
  });

  test('what was hidden is left as it is, and another word is shown', () => {
    const once = new Redactor().exchange(of(HIDDEN));
    expect(new Redactor().exchange(once)).toEqual(once);
    expect(left(of('portal'))).toContain('portal');
  });
});

test.each([
  ['an error', (word: string) => ({ error: { code: word, message: 'no' } })],
  ['a member of the policy', (word: string) => ({ state: word })],
])('a token is hidden in the code of %s, in another coding too', (_what, of) => {
  for (const word of [TOKEN, reversed(TOKEN)])
    expect(left(answered([], JSON.stringify(of(word))))).not.toContain(word);
});

test('names, codes and values of the contract are shown, whatever was hidden', () => {
  const body = { error: { code: 'badRequest', message: 'no' }, state: 'enabled', isUsableOnce: true };
  expect(left(answered([['x-source', 'isUsableOnce']], JSON.stringify(body)))).toContain(
    JSON.stringify(JSON.stringify(body)).slice(1, -1),
  );
});
