import { defaultOperation } from '../../../src/contract/operation';
import { bytesOf } from '../../../src/exchanges/body';
import type { Exchange } from '../../../src/exchanges/exchange';
import { fromLine } from '../../../src/exchanges/readers/line';
import { wantedOf } from '../../../src/exchanges/wanted';
import { headersIn } from '../../../src/exchanges/readers/message';
import { URL_OF_POLICY } from '../../checks/support';

type Json = Record<string, unknown>;
type Read = Omit<Exchange, 'id' | 'source'>;
const read = (line: unknown): Read =>
  (fromLine(line, wantedOf([defaultOperation()])) as { exchange: Read }).exchange;
const of = (request: Json, more: Json = {}): Read =>
  read({ request: { method: 'PATCH', url: URL_OF_POLICY, ...request }, ...more });

test.each<[name: string]>([
  ['file'],
  ['body_file'],
  ['bodyPath'],
  ['payloadRef'],
  ['_file'],
  ['blob'],
  ['href'],
])('a body that is at %s is in another file', (name) => {
  expect(of({ [name]: 'x' }).notShown).toContain('the body of a request: kept in another file');
});

test('a body that is not there was not kept, unless there is none by the method', () => {
  expect(of({ profile: 'x' }).notShown).toContain('the body of a request: not kept by the recorder');
  expect(of({ method: 'GET' }).observed.requestBody).toBe(true);
  expect(of({ method: 'GET' }).notShown?.join()).not.toContain('body');
});

test('how a body is coded may stand beside it', () => {
  const text = ({ request }: Read): string => (request.body ? bytesOf(request.body).toString() : '');
  expect(text(of({ body: 'e30=', isBase64Encoded: true }))).toBe('{}');
  expect(text(of({ body: 'e30=', bodyEncoding: 'base64' }))).toBe('{}');
  expect(text(of({ body: '7b7d', bodyEncoding: 'hex', isBase64Encoded: true }))).toBe('{}');
  expect(text(of({ body: '{}', isBase64Encoded: false }))).toBe('{}');
});

test('a response under another name is told of', () => {
  for (const status of ['status', 'statusCode', 'status_code'])
    expect(of({}, { res: { [status]: 500 } }).notShown).toContain(
      'a response: it is not at response, but at res',
    );
  expect(of({}, { 'Bearer abc': { status: 500 }, response: null }).notShown).toContain(
    'a response: it is not at response',
  );
  expect(of({}, { response: { status: 204 }, res: { status: 500 } }).notShown?.join()).not.toContain(
    'not at response',
  );
  expect(of({}, { res: { a: 1 }, log: 7 }).notShown?.join()).not.toContain('not at response');
});

test('the time of a line stands where recorders write it', () => {
  const startedAt = '2026-11-22T08:00:00Z';
  for (const line of [
    { startedAt, durationMs: 7 },
    { startedDateTime: startedAt, time: 7 },
    { timestamp: startedAt, durationMs: 7 },
    { timing: { startedAt, durationMs: 7 } },
  ])
    expect(of({}, line).timing).toEqual({ startedAt, durationMs: 7 });
  expect(of({}, { timing: 7 }).timing).toBeUndefined();
});

test('the status line of a response is kept where it is a text', () => {
  const response = { status: 204, statusText: 'No Content', httpVersion: 'HTTP/1.1' };
  expect(of({}, { response }).response).toMatchObject(response);
  expect(of({}, { response: { status: 204, statusText: 7, httpVersion: 1.1 } }).response).toEqual({
    status: 204,
    headers: [],
  });
});

test('what is no exchange is none', () => {
  expect(() => read(7)).toThrow('it is not a JSON object');
  expect(() => read({})).toThrow('it has no request');
  expect(() => of({ method: '' })).toThrow('its request has no method');
  expect(() => of({ url: 7 })).toThrow('its request has no url');
  expect(() => of({}, { response: 'ok' })).toThrow('its response is no object');
  expect(fromLine({ kind: 'note', message: 'x' }, wantedOf([defaultOperation()]))).toEqual({ other: 'note' });
  expect(fromLine({ kind: 'run', tool: {} }, wantedOf([defaultOperation()]))).toEqual({
    header: { kind: 'run', tool: {} },
  });
  expect(of({}, { kind: 'note' }).request.method).toBe('PATCH');
});

test.each<[what: string, given: unknown, headers: unknown]>([
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  [
    'an object',
    { a: 'x', b: ['y', 'z'] },
    [
      ['a', 'x'],
      ['b', 'y'],
      ['b', 'z'],
    ],
  ],
  ['pairs', [['a', 'x']], [['a', 'x']]],
  ['names and values', [{ name: 'a', value: 'x' }], [['a', 'x']]],
  ['numbers', { a: 7 }, [['a', '7']]],
  [
    'pseudo-headers',
    [
      [':method', 'PATCH'],
      ['a', 'x'],
    ],
    [['a', 'x']],
  ],
  ['a value that is missing', [{ name: 'a' }], [['a', '']]],
  [
    'values that are not told',
    { a: null, b: true, c: false },
    [
      ['a', '[value not recorded]'],
      ['b', '[value not recorded]'],
      ['c', '[value not recorded]'],
    ],
  ],
])('headers as %s', (_what, given, headers) => {
  expect(headersIn(given)).toEqual(headers);
});

test.each<[unknown]>([
  [[7]],
  [[[7, 'x']]],
  [[{ value: 'x' }]],
  [[['', 'x']]],
  [{ a: { b: 1 } }],
  [[['a', ['x']]]],
  ['a: x'],
  [7],
])('%j are no headers', (given) => {
  expect(() => headersIn(given)).toThrow(/^(?:headers are neither|a header has no name)/);
});
