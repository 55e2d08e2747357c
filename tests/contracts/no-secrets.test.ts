import { pactFiles } from './support';

/** Tokens stand in the open in a Pact file, so that an example has to be words, as no issuer makes them. */
const EXAMPLE = /^[a-z]+(-[a-z]+)+$/;

/** What in a text looks like a secret: a JWT, and whatever stands behind Bearer and isn't an example. */
function secretsIn(text: string): string[] {
  const tokens = [...text.matchAll(/\b(?:bearer|basic)\s+([^\s"\\,[(^]+)/gi)].map(([, token]) => token ?? '');
  const jwts = text.match(/\beyJ[\w-]*\.[\w-]+/g) ?? [];
  return [...tokens.filter((token) => !EXAMPLE.test(token)), ...jwts];
}

test.each(pactFiles())('$name holds no token', ({ text }) => {
  expect(secretsIn(text)).toEqual([]);
});

test.each([
  ['an opaque token', '"Authorization": ["Bearer 0.AXoAq1w2"]', '0.AXoAq1w2'],
  ['a token of letters', '"Authorization": ["Bearer qWxvTzPa"]', 'qWxvTzPa'],
  ['a password', '"Authorization": ["Basic dXNlcjpwYXNz"]', 'dXNlcjpwYXNz'],
  ['a JWT', '"token": "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0."', 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0'],
])('%s is seen', (_name, text, secret) => {
  expect(secretsIn(text)).toEqual([secret]);
});
