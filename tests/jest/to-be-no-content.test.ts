import { exchange } from '../checks/support';
import { answer, neither, plain, said } from './support';

const HIDDEN =
  'a fetch Response does not show the original Content-Length and Transfer-Encoding or bytes after a 204: this was not checked';

test.each<[string, unknown]>([
  ['a Response', answer(204)],
  ['a plain response', { status: 204, headers: {} }],
  ['a response of Node', { statusCode: 204, body: '' }],
  ['an exchange', { request: plain(), response: answer(204) }],
  ['an exchange of a record', exchange()],
])('passes on %s that is a 204 without content', async (_what, value) => {
  expect(await said('toBeNoContent', value)).toMatchObject({ pass: true });
});

test.each<[string, unknown, string]>([
  ['another status', answer(200, {}), 'success must be 204, got 200'],
  ['a refusal', { status: 400, statusText: 'Bad Request' }, 'success must be 204, got 400 Bad Request'],
  ['a body', { status: 204, body: '{}' }, 'nothing may follow the head of a 204, got 2 bytes: "{}"'],
  [
    'bytes that the wire showed',
    exchange({ wire: { head: 'HTTP/1.1 204 No Content\r\n\r\n', after: { bytes: 1, sample: '\n' } } }),
    'nothing may follow the head of a 204, got 1 byte',
  ],
  [
    'a Content-Length that could be seen',
    exchange({ answer: { headers: { 'Content-Length': '0' } } }),
    'a 204 must not carry Content-Length, got 0',
  ],
])('fails on %s', async (_what, value, message) => {
  const told = await said('toBeNoContent', value);
  expect(told).toMatchObject({ pass: false, message: expect.stringContaining(message) });
  expect(told.message).toContain('https://');
});

test('says what the object at hand could not show, whichever way it fails', async () => {
  expect((await said('toBeNoContent', answer(204), undefined, { isNot: true })).message).toContain(HIDDEN);
  expect((await said('toBeNoContent', answer(201))).message).toContain(HIDDEN);
  expect((await said('toBeNoContent', exchange(), undefined, { isNot: true })).message).not.toContain(
    'does not show',
  );
});

test.each<[string, unknown, string]>([
  ['a request alone', plain(), 'a plain request has no response'],
  [
    'another operation',
    { request: { method: 'DELETE', url: 'https://graph.microsoft.com/v1.0/me' }, response: { status: 204 } },
    'was not judged: ',
  ],
])('neither passes nor fails on %s', async (_what, value, message) => {
  expect(await neither('toBeNoContent', value)).toContain(message);
});
