import { secretsExpected, secretsOf } from '../../src/pact/secrets';
import type { PactSource } from '../../src/pact/sources';

test('what a Pact expects is a secret by the name of its header or member, wherever it stands, and masks are none', () => {
  const numbered = JSON.stringify({
    interactions: [
      { request: { headers: { Authorization: 'Bearer sent' } } },
      {
        response: {
          headers: { 'X-Api-Key': 'of-a-header', 'X-Trace': 'shown' },
          body: {
            list: [{ access_token: 'of-a-member' }],
            password: ['in-a-list', 7],
            token: '***',
            state: 'enabled',
          },
        },
      },
    ],
  });
  expect(secretsExpected({ kind: 'file', document: { numbered } } as PactSource)).toEqual([
    'of-a-header',
    'of-a-member',
    'in-a-list',
  ]);
});

test("of a broker's Pacts nobody knows beforehand", () => {
  expect(secretsExpected({ kind: 'broker' } as unknown as PactSource)).toEqual([]);
});

test('credentials of a broker are secrets as they are, and as Basic has them', () => {
  expect(secretsOf({ token: 'a-token' })).toEqual(['a-token']);
  expect(secretsOf({ username: 'canary', password: 'word' })).toEqual(['word', 'Y2FuYXJ5OndvcmQ=']);
});
