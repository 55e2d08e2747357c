import { defaultOperation } from '../../../src/contract/operation';
import { bytesOf } from '../../../src/exchanges/body';
import type { Exchange } from '../../../src/exchanges/exchange';
import { fromHarEntry } from '../../../src/exchanges/readers/har';
import { wantedOf } from '../../../src/exchanges/wanted';
import { URL_OF_POLICY } from '../../checks/support';

type Json = Record<string, unknown>;
const TYPE = { name: 'Content-Type', value: 'application/json' };
const length = (value: string) => [TYPE, { name: 'content-length', value }];

const read = (entry: unknown) =>
  fromHarEntry(entry, wantedOf([defaultOperation()])) as Omit<Exchange, 'id' | 'source'>;
const ofRequest = (request: Json) =>
  read({
    request: { method: 'PATCH', url: URL_OF_POLICY, headers: [TYPE], ...request },
    response: { status: 204, headers: [TYPE], content: { size: 0 }, bodySize: 0 },
  });
const ofResponse = (response: Json) =>
  read({
    request: { method: 'GET', url: URL_OF_POLICY, headers: [TYPE] },
    response: { status: 200, headers: [TYPE], ...response },
  });

const KEPT = 'not kept by the recorder';
const ELSEWHERE = 'kept in another file';

test.each<[what: string, request: Json, shown: string | { why: string }]>([
  ['a text', { postData: { text: '{"a":1}' } }, '{"a":1}'],
  ['a text without an object around it', { postData: '{"a":1}' }, '{"a":1}'],
  ['a text with a comment', { postData: { text: '{}', comment: 'x', mimeType: 'y', params: [] } }, '{}'],
  ['a text in base64', { postData: { text: 'e30=', encoding: 'base64' } }, '{}'],
  ['no text and no size', {}, { why: KEPT }],
  ['no text and a size of -1', { bodySize: -1 }, { why: KEPT }],
  ['no text and a size', { bodySize: 9 }, { why: KEPT }],
  ['an empty text and a size', { postData: { text: '' }, bodySize: 9 }, { why: KEPT }],
  ['an empty text and no size', { postData: { text: '' } }, { why: KEPT }],
  ['null for a text', { postData: { text: null }, bodySize: -1 }, { why: KEPT }],
  ['a size of 0', { bodySize: 0 }, ''],
  ['an empty text and a size of 0', { postData: { text: '' }, bodySize: 0 }, ''],
  ['a Content-Length of 0', { headers: length(' 0 ') }, ''],
  ['a size of 0 and a Content-Length', { bodySize: 0, headers: length('12') }, { why: KEPT }],
  [
    'a size of 0 and chunks',
    { bodySize: 0, headers: [TYPE, { name: 'Transfer-Encoding', value: 'Chunked' }] },
    { why: KEPT },
  ],
  ['a size of 0 and a Content-Length that is none', { bodySize: 0, headers: length('x') }, ''],
  ['a file', { postData: { text: '', _file: 'a.json' }, bodySize: 9 }, { why: ELSEWHERE }],
  ['a file without a text', { postData: { _sha1: 'abc' }, bodySize: 0 }, { why: ELSEWHERE }],
  ['a name of a file that is empty', { postData: { _file: '' }, bodySize: 0 }, ''],
  ['a member of another recorder', { postData: { _size: 9 }, bodySize: 0 }, ''],
  [
    'a form',
    { postData: { params: [{ name: 'a' }] }, bodySize: 9 },
    { why: 'kept as the parameters of a form' },
  ],
  ['no parameters', { postData: { params: [] }, bodySize: 0 }, ''],
  [
    'a text longer than is kept',
    { postData: { text: '{"a":' }, bodySize: 9 },
    { why: 'cut off by the recorder' },
  ],
  [
    'a text of its size, and a remark that it was cut',
    { postData: { text: '{"a":', comment: 'Truncated to 5 bytes.' }, bodySize: 5 },
    { why: 'cut off by the recorder' },
  ],
  ['a whole text with that remark', { postData: { text: '{}', comment: 'not truncated' } }, '{}'],
])('the body of a request that has %s', (_what, request, shown) => {
  const { request: made, observed, notShown = [] } = ofRequest(request);
  if (typeof shown === 'string') {
    expect(made.body ? bytesOf(made.body).toString() : '').toBe(shown);
    expect(observed.requestBody).toBe(true);
    expect(notShown).toEqual([]);
  } else {
    expect(observed.requestBody).toBe(false);
    expect(notShown).toEqual([`the body of a request: ${shown.why}`]);
  }
});

test('a request that has no body by its method has none, unless its head says so', () => {
  for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'get'])
    expect(ofRequest({ method }).observed.requestBody).toBe(true);
  expect(ofRequest({ method: 'DELETE', headers: length('5') }).observed.requestBody).toBe(false);
  expect(ofRequest({ method: 'DELETE', headers: length('0') }).observed.requestBody).toBe(true);
  expect(ofRequest({ method: 'GETS' }).observed.requestBody).toBe(false);
});

test.each<[what: string, response: Json, shown: string | undefined]>([
  ['a text', { content: { text: '{"a":1}' } }, '{"a":1}'],
  ['no content', {}, undefined],
  ['a size of 0 on both sides', { content: { size: 0 }, bodySize: 0 }, ''],
  ['a size of 0 on one', { content: { size: 0 }, bodySize: -1 }, undefined],
  ['a size of 0 and a 204', { status: 204, content: { size: 0 }, bodySize: -1 }, ''],
  ['a size of 0 and a 304', { status: 304, content: { size: 0 }, bodySize: -1 }, ''],
  ['a size of 0 and a 205', { status: 205, content: { size: 0 }, bodySize: -1 }, undefined],
  [
    'a size of 0 and a Content-Length',
    { status: 204, content: { size: 0 }, bodySize: 0, headers: length('2') },
    undefined,
  ],
  ['a size', { content: { size: 9 }, bodySize: 0 }, undefined],
  ['a file', { content: { size: 0, _file: 'x' }, bodySize: 0 }, undefined],
])('the body of a response that has %s', (_what, response, shown) => {
  const { response: made, observed } = ofResponse(response);
  expect(observed.responseBody).toBe(shown !== undefined);
  if (shown !== undefined) expect(made?.body ? bytesOf(made.body).toString() : '').toBe(shown);
});

test('a response that did not come is none', () => {
  for (const status of [0, -1, null]) expect(ofResponse({ status }).response).toBeUndefined();
  expect(read({ request: { method: 'GET', url: URL_OF_POLICY }, response: null }).response).toBeUndefined();
  expect(() => ofResponse({ status: 1 })).toThrow('its response has no status');
  expect(() => read({ request: { method: 'GET', url: URL_OF_POLICY }, response: 7 })).toThrow(
    'its response is no object',
  );
});

test('what stands in the status line is kept where it is a text', () => {
  expect(ofResponse({ statusText: 'OK', httpVersion: 'HTTP/2' }).response).toMatchObject({
    statusText: 'OK',
    httpVersion: 'HTTP/2',
  });
  const { response } = ofResponse({ statusText: '', httpVersion: '' });
  expect([response?.statusText, response?.httpVersion]).toEqual([undefined, undefined]);
  expect(ofResponse({ statusText: 7, httpVersion: 2 }).response).not.toHaveProperty('httpVersion');
  expect(ofResponse({ status: ' 204 ' }).response?.status).toBe(204);
});

test('headers that were not filled in were not recorded', () => {
  expect(ofRequest({ headers: [] })).toMatchObject({
    observed: { requestHeaders: false },
    notShown: expect.arrayContaining(['the headers of a request: not in the record']),
  });
  expect(ofRequest({ headers: [TYPE] }).observed).not.toHaveProperty('requestHeaders');
  expect(ofResponse({ headers: undefined }).observed).toMatchObject({ responseHeaders: false });
  expect(ofResponse({ headers: [] }).observed).not.toHaveProperty('responseHeaders');
});

test('an entry of another operation is its URL', () => {
  expect(
    fromHarEntry({ request: { method: 'GET', url: 'https://x/me' } }, wantedOf([defaultOperation()])),
  ).toEqual({
    foreign: 'https://x/me',
  });
  for (const entry of [null, 7, {}, { request: 7 }]) expect(() => read(entry)).toThrow('it has no request');
});

test('an entry has its time', () => {
  const entry = {
    request: { method: 'GET', url: URL_OF_POLICY },
    startedDateTime: '2026-11-22T08:00:00Z',
    time: 7,
  };
  expect(read(entry).timing).toEqual({ startedAt: '2026-11-22T08:00:00Z', durationMs: 7 });
  expect(read({ ...entry, time: -1 }).timing).toEqual({ startedAt: '2026-11-22T08:00:00Z', durationMs: 0 });
  expect(read({ ...entry, time: 'long' }).timing?.durationMs).toBe(0);
  expect(read({ ...entry, startedDateTime: 'once' }).timing).toBeUndefined();
});

test('an answer that a browser made itself is none of the provider', () => {
  const headers = [
    { name: 'Location', value: URL_OF_POLICY },
    { name: 'Non-Authoritative-Reason', value: 'HSTS' },
  ];
  expect(ofResponse({ status: 307, headers }).response).toBeUndefined();
  expect(ofResponse({ status: 307, headers: headers.slice(0, 1) }).response?.status).toBe(307);
});

test('a header that was switched off was not sent', () => {
  const { request } = ofRequest({
    headers: [
      { name: 'Content-Type', value: 'text/plain', disabled: true },
      { ...TYPE, disabled: false },
    ],
  });
  expect(request.headers).toEqual([['Content-Type', 'application/json']]);
});

test.each<[what: string, response: Json, isTold: boolean]>([
  ['that was blocked', { status: 0, headers: [] }, true],
  ['that was broken off', { status: -1, headers: [] }, true],
  ['that came', { status: 204, headers: [TYPE], content: { size: 0 }, bodySize: 0 }, false],
])('of an answer %s it is said whether it is there', (_what, response, isTold) => {
  const { response: answer, notShown = [] } = ofResponse(response);
  expect(answer === undefined).toBe(isTold);
  expect(notShown.some((what) => what.startsWith('the answer to a request'))).toBe(isTold);
});
