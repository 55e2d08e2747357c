import { credentialsReplayed, requestReplayed, type Replay, type Speaker } from '../../src/wire/requests';
import { Target } from '../../src/wire/target';

const target = new Target('http://localhost/v1.0');
const speaker: Speaker = {
  tokens: { full: 'FULL', readOnly: 'READ' },
  headers: [['X-Key', 'of-all']],
  userAgent: 'tests',
};
const replay = (more: Partial<Replay> = {}): Replay => ({
  method: 'PATCH',
  path: '/beta/policies',
  headers: [
    ['authorization', 'Bearer example'],
    ['x-key', 'example'],
    ['X-Other', 'o'],
  ],
  body: Buffer.from('{}'),
  token: 'full',
  ...more,
});

test('a request of a Pact has its own body and headers, the token of the run, and the headers of all requests', () => {
  expect(requestReplayed(replay(), target, speaker)).toEqual({
    method: 'PATCH',
    url: 'http://localhost/beta/policies',
    headers: [
      ['X-Other', 'o'],
      ['Authorization', 'Bearer FULL'],
      ['X-Key', 'of-all'],
    ],
    body: { encoding: 'utf8', data: '{}' },
  });
});

test.each<[string, Partial<Replay>, string | undefined, string]>([
  ['the token that reads', { token: 'readOnly' }, 'Bearer READ', 'read-only'],
  ['the token for all', {}, 'Bearer FULL', 'full'],
  ['its own token', { token: undefined }, 'Bearer example', 'as-written'],
  ['no token', { token: undefined, headers: [] }, undefined, 'none'],
])('with %s, such a request is sent and named so', (_, more, bearer, named) => {
  const { headers } = requestReplayed(replay(more), target, speaker);
  expect(headers.find(([name]) => name === 'Authorization')?.[1]).toBe(bearer);
  expect(credentialsReplayed(replay(more))).toBe(named);
});

test('such a request without a body has none', () => {
  expect(requestReplayed(replay({ body: Buffer.alloc(0) }), target, speaker)).not.toHaveProperty('body');
});
