import fc from 'fast-check';
import { jsonOf } from '../../src/exchanges/body';
import type { Exchange } from '../../src/exchanges/exchange';
import { isMask, isMaskedHeader, maskedPlaces, masksOf, withoutMasks } from '../../src/exchanges/masks';
import { MASKS, SENT } from './mask-forms';

/** What stands in the place of a secret, and of nothing else. */
const SECRETS_ONLY = [
  '*',
  'xxx',
  '…',
  '...',
  '---',
  '$TOKEN',
  '$GRAPH_TOKEN',
  '%TOKEN%',
  '{token}',
  '<your value>',
  'eyJ0…',
  'sha256:0f2e4c668d1b',
  '[data]',
  '<header>',
  'hidden',
];

test.each(MASKS)('%j is a mask', (text) => {
  expect(isMask(text)).toBe(true);
  expect(isMaskedHeader('Authorization', text)).toBe(true);
  expect(isMaskedHeader('Content-Type', text)).toBe(true);
});

test.each(SENT)('%j may have been sent', (text) => {
  expect(isMask(text)).toBe(false);
  expect(isMaskedHeader('Content-Type', text)).toBe(false);
});

test.each(SECRETS_ONLY)('%j is a mask of a secret alone', (text) => {
  for (const name of ['Authorization', 'Proxy-Authorization', 'X-Api-Key', 'x-ms-token'])
    expect(isMaskedHeader(name, `Bearer ${text}`) && isMaskedHeader(name, text)).toBe(true);
  expect(isMaskedHeader('Accept', text)).toBe(false);
});

test('a secret that is there is no mask', () => {
  for (const sent of ['Bearer abc', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic eDp5', 'Bearer', ''])
    expect(isMaskedHeader('Authorization', sent)).toBe(false);
});

test('of cookies one that is masked makes the header a masked one', () => {
  expect(isMaskedHeader('Cookie', 'a=1; session=[REDACTED]')).toBe(true);
  expect(isMaskedHeader('Set-Cookie', 'session=***; Secure')).toBe(true);
  expect(isMaskedHeader('Cookie', 'a=1; b=2')).toBe(false);
});

const request = (body: unknown): Exchange['request'] => ({
  method: 'PATCH',
  url: '/',
  headers: [],
  body: { encoding: 'utf8', data: JSON.stringify(body) },
});

test.each(MASKS)('%j is found wherever it stands in a body', (mask) => {
  for (const [body, place] of [
    [{ id: mask }, '/id'],
    [{ includeTargets: [{ id: 'a' }, { id: mask }] }, '/includeTargets/1/id'],
    [{ keys: ['a', mask] }, '/keys/1'],
    [{ 'a/b~c': mask }, '/a~1b~0c'],
  ] as const) {
    expect(masksOf({ request: request(body) })).toMatchObject({ requestBody: true, responseBody: false });
    expect(maskedPlaces(body)).toEqual([place]);
  }
});

test('a text that only looks as if it had a mask has none', () => {
  for (const text of SENT)
    expect(masksOf({ request: request({ id: text, [`***${text}`]: 1 }) })).toBeUndefined();
});

test('the quick look misses no mask, however a recorder writes its JSON', () => {
  const escaped = (json: string): string =>
    json.replace(/[<>{}*[\]_]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const around = fc.constantFrom(
    '',
    '[',
    ']',
    '<',
    '>',
    '*',
    '**',
    '***',
    '_',
    '__',
    '{{',
    '}}',
    '${',
    '}',
    '(',
    ')',
    '█',
    ' ',
    'Bearer ',
  );
  const word = fc.constantFrom('redacted', 'MASKED', 'token', 'secret', 'x', 'xxxxxxxx', 'a', '', 'api key');
  fc.assert(
    fc.property(
      fc.array(fc.oneof(around, word), { maxLength: 6 }).map((parts) => parts.join('')),
      (text) => {
        const data = JSON.stringify({ '': [text] });
        const shown = (json: string) =>
          masksOf({
            request: { method: 'PATCH', url: '/', headers: [], body: { encoding: 'utf8', data: json } },
          });
        expect(shown(data) !== undefined).toBe(isMask(text));
        const inside = escaped(JSON.stringify(text).slice(1, -1));
        const json = jsonOf({ status: 0, headers: [], body: { encoding: 'utf8', data: `["${inside}"]` } });
        expect(json).toMatchObject({ ok: true, value: [text] });
        expect(shown(`["${inside}"]`) !== undefined).toBe(isMask(text));
      },
    ),
    { numRuns: 2000 },
  );
});

test('what is not masked keeps its place', () => {
  const targets = [{ id: '***', type: 'group' }, '[REDACTED]', { id: 'b' }];
  expect(withoutMasks({ targets, state: '***', length: 8 })).toEqual({
    targets: [{ type: 'group' }, undefined, { id: 'b' }],
    length: 8,
  });
});
