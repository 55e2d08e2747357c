import { Redactor } from '../../../src/exchanges/redact';
import type { Exchange } from '../../../src/exchanges/exchange';
import { cutOffIn, decodedOnce } from '../../../src/exchanges/secrets/codings';
import { URL_OF_POLICY } from '../../checks/support';

/** Secrets without a form of their own, which nothing but the place gives away where they are known from. */
const SECRETS = [
  ...['swordfish', 'hunter', 'correcthorsebatterystaple', 'correct horse battery staple'],
  ...['correct-horse-battery-staple', 'SommerRegenWolke', 'QwErTyUiOpAsDfGhJk', 'Kx7!zQ92mmA', '48151623'],
];

const hex = (text: string): string => Buffer.from(text).toString('hex');
const pairs = (text: string): string[] => hex(text).match(/../g) as string[];
function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{1,5}/g) as string[]).map(
    (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)],
  );
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
}

/** How a server may spell what it echoes. */
const SPELLINGS: Record<string, (text: string) => string> = {
  'upper case': (text) => text.toUpperCase(),
  percent: (text) =>
    pairs(text)
      .map((pair) => `%${pair}`)
      .join(''),
  'percent, twice': (text) =>
    pairs(text)
      .map((pair) => `%25${pair}`)
      .join(''),
  'blanks as plus': (text) => text.replaceAll(' ', '+'),
  Base64: (text) => Buffer.from(text).toString('base64'),
  'Base64 without its end': (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  'Base64 of URLs': (text) => Buffer.from(text).toString('base64url'),
  'Base64 of a pair': (text) => Buffer.from(`user:${text}`).toString('base64'),
  'Base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'Base64, twice': (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  'Base64 in a path': (text) => `a/${Buffer.from(text).toString('base64')}`,
  Base32: base32,
  'Base32 in lower case': (text) => base32(text).toLowerCase(),
  hex,
  'hex in upper case': (text) => hex(text).toUpperCase(),
  'hex with 0x': (text) => `0x${hex(text)}`,
  'hex with dashes': (text) => pairs(text).join('-'),
  'hex with colons': (text) => pairs(text).join(':'),
  'hex with blanks': (text) => pairs(text).join(' '),
  'a list of hex': (text) =>
    pairs(text)
      .map((pair) => `0x${pair}`)
      .join(', '),
  'quoted-printable': (text) =>
    pairs(text)
      .map((pair) => `=${pair.toUpperCase()}`)
      .join(''),
  'a list of bytes': (text) => `[${[...Buffer.from(text)].join(', ')}]`,
  octal: (text) => [...Buffer.from(text)].map((byte) => `\\${byte.toString(8)}`).join(''),
  entities: (text) => [...text].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join(''),
  'with characters that nobody sees': (text) => [...text].join('\u200b'),
};
/** For what is one word. */
const OF_WORDS: Record<string, (text: string) => string> = {
  backwards: (text) => [...text].reverse().join(''),
  'letter by letter': (text) => [...text].join(' '),
  'in full width': (text) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  'its beginning': (text) => `${text.slice(0, Math.max(4, text.length - 3))}...`,
  'its end': (text) => `…${text.slice(-5)}`,
  'its middle masked': (text) => `${text.slice(0, 4)}****${text.slice(-2)}`,
};

type Put = (exchange: Exchange, value: string) => void;
const PLACES: Record<string, Put> = {
  Authorization: ({ request }, value) =>
    Object.assign(request, { headers: [['Authorization', `Bearer ${value}`]] }),
  'a header': ({ request }, value) => Object.assign(request, { headers: [['X-Anything', value]] }),
  'a parameter': ({ request }, value) =>
    Object.assign(request, { url: `${request.url}?hint=${encodeURIComponent(value)}` }),
  'a member': ({ request }, value) =>
    Object.assign(request, { body: { encoding: 'utf8', data: JSON.stringify({ owner: value }) } }),
};

function echoing(put: Put, secret: string, echo: string): Exchange {
  const exchange: Exchange = {
    id: 'x1',
    source: { kind: 'proxy' },
    observed: {
      ...{ authorization: true, framing: true, trailing: true },
      ...{ requestBody: true, responseBody: true, protocol: true },
    },
    request: { method: 'PATCH', url: URL_OF_POLICY, headers: [] },
    response: {
      status: 400,
      headers: [['Content-Type', 'application/json']],
      body: {
        encoding: 'utf8',
        data: JSON.stringify({
          error: { code: 'BadRequest', message: `The value ${echo} is not valid here.` },
        }),
      },
    },
  };
  put(exchange, secret);
  return exchange;
}

const told = (exchange: Exchange): string =>
  (JSON.parse(new Redactor().exchange(exchange).response?.body?.data ?? '') as { error: { message: string } })
    .error.message;

test.each(Object.keys({ ...SPELLINGS, ...OF_WORDS }))('an echo is hidden in another coding: %s', (name) => {
  const spell = (SPELLINGS[name] ?? OF_WORDS[name]) as (text: string) => string;
  const secrets = name in OF_WORDS ? SECRETS.filter((secret) => /^\w+$/.test(secret)) : SECRETS;
  for (const [place, put] of Object.entries(PLACES))
    for (const secret of secrets) {
      // A token has no blanks.
      if (place === 'Authorization' && secret.includes(' ')) continue;
      const message = told(echoing(put, secret, spell(secret)));
      expect({ place, secret, isThere: message.includes(spell(secret)) }).toEqual({
        place,
        secret,
        isThere: false,
      });
      expect(message).toMatch(/^The value .* is not valid here\.$/s);
    }
});

test.each([
  'The values 8, 10, 12, 14, 16, 18, 24 and 48 are allowed.',
  'Between 10 and 43200 minutes, at 12:30:45 on 2026-11-29.',
  'MinimumLifetimeInMinutes must not be more than maximumLifetimeInMinutes...',
  'See a.b.c/defaultLifetime and policies/authenticationMethodsPolicy for more…',
  'A C K is 61 63 6b, d e a d b e e f',
])('what is no echo stays: %s', (text) => {
  const exchange = echoing(PLACES['a header'] as Put, 'swordfish', 'x');
  Object.assign(exchange.response ?? {}, {
    body: { encoding: 'utf8', data: JSON.stringify({ error: { code: 'BadRequest', message: text } }) },
  });
  expect(told(exchange)).toBe(text);
});

test('a text is decoded in pieces of bounded number and length', () => {
  expect(decodedOnce('abcdefgh '.repeat(100_000)).pieces.length).toBeLessThanOrEqual(20_000);
  expect(decodedOnce('61'.repeat(200_000)).pieces).toEqual([]);
  expect([...cutOffIn('abcd... '.repeat(1000))]).toHaveLength(100);
});

test('Base32 that is short enough to look like a word is hidden where it echoes a secret, and stays elsewhere', () => {
  const put = PLACES['a header'] as Put;
  const echo = base32('abcdef').replace(/=+$/, '');
  expect(told(echoing(put, 'abcdef', echo))).not.toContain(echo);
  expect(told(echoing(put, 'lion-of-1', echo))).toContain(echo);
});
