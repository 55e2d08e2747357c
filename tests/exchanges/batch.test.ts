import { expandBatch } from '../../src/exchanges/batch';
import type { Exchange } from '../../src/exchanges/exchange';
import { batch, exchange, item, PATH, ROOT, URL_OF_POLICY } from '../checks/support';

const inner = (given: Exchange): Exchange => {
  const [first, ...others] = expandBatch(given);
  expect(others).toEqual([]);
  return first as Exchange;
};

test('a request of a batch is an exchange of its own, with the answer of the same id', () => {
  const given = batch(
    [item('a', { body: { state: 'enabled' } }), { id: 'b', method: 'GET', url: PATH }],
    [
      { id: 'b', status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: 'x' } },
      { id: 'a', status: 204 },
    ],
    { id: 'outer', timing: { startedAt: '2026-11-22T08:00:00.000Z', durationMs: 5 } },
  );
  const [first, second] = expandBatch(given);
  expect(first).toMatchObject({
    id: 'outer/a',
    batch: { parent: 'outer', id: 'a' },
    request: {
      method: 'PATCH',
      url: URL_OF_POLICY,
      headers: [['Content-Type', 'application/json']],
      body: { encoding: 'utf8', data: '{"state":"enabled"}' },
    },
    response: { status: 204, headers: [] },
    timing: { durationMs: 5 },
  });
  expect(first?.response?.body).toBeUndefined();
  expect(second).toMatchObject({
    id: 'outer/b',
    request: { method: 'GET', headers: [] },
    response: { status: 200, body: { encoding: 'utf8', data: '{"id":"x"}' } },
  });
  expect(second?.request.body).toBeUndefined();
});

test('of its wire and its Authorization nothing was observed', () => {
  expect(inner(batch([item('1')], [])).observed).toEqual({
    authorization: false,
    framing: false,
    trailing: false,
    requestBody: true,
    responseBody: true,
    protocol: true,
  });
});

test.each([
  ['a slash at the start', PATH, URL_OF_POLICY],
  ['no slash', PATH.slice(1), URL_OF_POLICY],
  ['a host of its own', 'https://elsewhere.example/x', 'https://elsewhere.example/x'],
])('a URL with %s is made absolute', (_name, url, absolute) => {
  expect(inner(batch([item('1', { url })], [])).request.url).toBe(absolute);
});

test.each([[`${ROOT}/$batch?x=1`], [`${ROOT}/%24batch`], [`${ROOT}/$Batch/`]])(
  'takes the root of %s',
  (url) => {
    expect(inner(batch([item('1')], [], { url })).request.url).toBe(URL_OF_POLICY);
  },
);

test('a body that is not JSON stands there in base64', () => {
  const given = item('1', {
    headers: { 'Content-Type': 'text/plain' },
    body: Buffer.from('Zürich').toString('base64'),
  });
  expect(inner(batch([given], [])).request.body).toEqual({ encoding: 'utf8', data: 'Zürich' });
});

test('a JSON string stays JSON', () => {
  expect(inner(batch([item('1', { body: 'enabled' })], [])).request.body?.data).toBe('"enabled"');
});

test('a request without an answer has none', () => {
  expect(inner(batch([item('1')], [])).response).toBeUndefined();
  expect(inner(batch([item('1')], undefined, { status: 0 })).response).toBeUndefined();
});

test('an item that is no request is left out', () => {
  expect(expandBatch(batch([null, 'x', { id: '1' }, { id: '2', method: 'GET' }], []))).toEqual([]);
});

test.each([
  ['another operation', exchange()],
  [
    'a GET of the address',
    exchange({ method: 'GET', url: `${ROOT}/$batch`, json: { requests: [item('1')] } }),
  ],
  ['a POST to the policy', exchange({ method: 'POST', json: { requests: [item('1')] } })],
  ['a body that is not JSON', exchange({ method: 'POST', url: `${ROOT}/$batch`, text: '{' })],
  ['a body without requests', exchange({ method: 'POST', url: `${ROOT}/$batch`, json: {} })],
])('there is nothing in %s', (_name, given) => {
  expect(expandBatch(given)).toEqual([]);
});
