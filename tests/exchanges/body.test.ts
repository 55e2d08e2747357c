import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import {
  bodyOf,
  bodyOfJson,
  bytesOf,
  decodedBytes,
  decodesToTooMuch,
  isMembers,
  jsonAtHand,
  jsonOf,
  jsonPastMark,
  undoCodings,
  valueAsMade,
} from '../../src/exchanges/body';
import { LIMITS } from '../../src/bounds/limits';
import type { Body, HttpRequest } from '../../src/exchanges/exchange';

const message = (body?: Body, coding?: string): HttpRequest => ({
  method: 'PATCH',
  url: 'https://graph.microsoft.com/v1.0/me',
  headers: coding === undefined ? [] : [['content-encoding', coding]],
  ...(body ? { body } : {}),
});
const of = (bytes: Uint8Array, coding?: string): HttpRequest => message(bodyOf(bytes), coding);

test.each([
  ['ASCII', Buffer.from('{"a":1}'), 'utf8'],
  ['letters beyond ASCII', Buffer.from('Zürich 東京 🙂'), 'utf8'],
  ['a replacement character of its own', Buffer.from('\uFFFD'), 'utf8'],
  ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), 'utf8'],
  ['nothing', Buffer.alloc(0), 'utf8'],
  ['Latin-1', Buffer.from('Zürich', 'latin1'), 'base64'],
  ['gzip', gzipSync('{}'), 'base64'],
  ['half a letter', Buffer.from('é').subarray(0, 1), 'base64'],
])('keeps every byte of %s', (_name, bytes, encoding) => {
  const body = bodyOf(bytes);
  expect(body.encoding).toBe(encoding);
  expect(bytesOf(body).equals(bytes)).toBe(true);
});

test('takes the bytes of a view, and not those around it', () => {
  const around = new Uint8Array(Buffer.from('before{}behind'));
  expect(bodyOf(around.subarray(6, 8))).toEqual({ encoding: 'utf8', data: '{}' });
});

test.each([
  ['plain', Buffer.from('{"a":1}'), undefined],
  ['gzip', gzipSync('{"a":1}'), 'gzip'],
  ['x-gzip', gzipSync('{"a":1}'), ' X-GZip '],
  ['deflate', deflateSync('{"a":1}'), 'deflate'],
  ['brotli', brotliCompressSync('{"a":1}'), 'br'],
  ['text that the recorder had decoded', Buffer.from('{"a":1}'), 'gzip'],
  ['identity', Buffer.from('{"a":1}'), 'identity'],
])('parses a body as %s', (_name, bytes, coding) => {
  expect(jsonOf(of(bytes, coding))).toEqual({ ok: true, value: { a: 1 }, text: '{"a":1}' });
});

test.each([
  ['no body', message(), /^the body is empty$/],
  ['an empty body', message({ encoding: 'utf8', data: '' }), /^the body is empty$/],
  [
    'a body that is longer than was recorded',
    message({ encoding: 'utf8', data: '{}', truncated: 3 }),
    /^the body is longer than was recorded, by 3 bytes; GRAPH_CONTRACT_LIMITS=body=4194304 raises it$/,
  ],
  ['bytes that are not UTF-8', of(Buffer.from('"Zürich"', 'latin1')), /^the body is not UTF-8$/],
  ['a byte order mark', of(Buffer.from('\uFEFF{}')), /^the body starts with a byte order mark$/],
  ['a byte order mark in gzip', of(gzipSync('\uFEFF{}'), 'gzip'), /^the body starts with a byte order mark$/],
  ['text that is not JSON', of(Buffer.from('{')), /^the body is not JSON: /],
  ['bytes that are not gzip', of(Buffer.from([0xff, 0x00]), 'gzip'), /^the body does not decode as gzip: /],
  [
    'a body that grows beyond all measure',
    of(gzipSync(Buffer.alloc(17 * 1024 * 1024)), 'gzip'),
    /^the body does not decode as gzip: /,
  ],
])('says what is wrong with %s', (_name, given, problem) => {
  expect(jsonOf(given)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
});

test('parses a body once', () => {
  const given = of(Buffer.from('{"a":1}'));
  expect(jsonOf(given)).toBe(jsonOf(given));
});

test('a value tells what a text does that was made of it', () => {
  const of = (data: string, encoding: Body['encoding'] = 'utf8'): unknown =>
    valueAsMade({ method: 'PATCH', url: '/', headers: [], body: { encoding, data } });
  expect(of('{"a":[1,"é"],"b":null}')).toEqual({ a: [1, 'é'], b: null });
  const others = [
    '{"a":1,"a":2}',
    '{"a":1.00}',
    '{"a":0.10000000000000000000001}',
    '{"a": 1}',
    '{"a":"\\u0061"}',
    '{"a":',
  ];
  expect(others.map((text) => of(text))).toEqual(others.map(() => undefined));
  expect(of(Buffer.from('{"a":1}').toString('base64'), 'base64')).toBeUndefined();
});

test('gives the bytes with the content coding undone, and as they are where it does not come undone', () => {
  expect(decodedBytes(of(gzipSync('abc'), 'gzip')).toString()).toBe('abc');
  expect(decodedBytes(of(Buffer.from([0xff]), 'gzip'))).toEqual(Buffer.from([0xff]));
  expect(decodedBytes(message())).toEqual(Buffer.alloc(0));
});

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['text', false],
])('knows whether %j is an object with members', (value, is) => {
  expect(isMembers(value)).toBe(is);
});

const TOO_MUCH = gzipSync(Buffer.alloc(LIMITS.body + 1, ' '));
const BEYOND = { unseen: true, beyond: true };

test.each<[string, HttpRequest, object]>([
  ['what was cut off', message({ encoding: 'utf8', data: '', truncated: 3 }), BEYOND],
  ['what is nested too deeply', of(Buffer.from('['.repeat(LIMITS.depth + 1))), BEYOND],
  ['what decodes to too much', of(TOO_MUCH, 'gzip'), BEYOND],
  ['what is in a coding of nobody', of(Buffer.from([0xff]), 'zstd'), { unseen: true }],
  [
    'what is in a coding that an object has by itself',
    of(Buffer.from([0xff]), 'constructor'),
    { unseen: true },
  ],
  ['what does not decode', of(Buffer.from([0xff]), 'gzip'), {}],
  ['what is no JSON', of(Buffer.from('{')), {}],
  ['what is no JSON behind a byte order mark', of(Buffer.from('\uFEFF{')), {}],
])('says of %s what the record does not show', (_name, given, more) => {
  const { ok, problem, ...rest } = jsonOf(given) as { ok: boolean; problem: string };
  expect([ok, rest]).toEqual([false, more]);
  expect(problem).toMatch(/^the body/);
});

test('says how to raise the limit that a body is over, and of another fault what is wrong', () => {
  expect(undoCodings(TOO_MUCH, 'gzip')).toMatch(/^the body does not decode as gzip: .* raises it$/);
  expect(undoCodings(Buffer.from('no gzip'), 'gzip')).toBe(
    'the body does not decode as gzip: incorrect header check',
  );
  expect(undoCodings(Buffer.from([0xff]), 'gzip, zstd')).toBeUndefined();
});

test('undoes the last coding first', () => {
  expect(undoCodings(gzipSync(deflateSync('a')), 'deflate, , GZIP')).toEqual(Buffer.from('a'));
  expect(undoCodings(gzipSync(deflateSync('a')), 'gzip, deflate')).toMatch(/does not decode as deflate/);
});

test('reads past a byte order mark, and says so', () => {
  const read = { ok: true, value: { a: '\uFEFF' }, text: '{"a":"\uFEFF"}' };
  expect(jsonOf(of(Buffer.from('{"a":"\uFEFF"}')))).toEqual(read);
  expect(jsonPastMark(of(Buffer.from('{"a":"\uFEFF"}')))).toEqual(read);
  expect(jsonOf(of(Buffer.from('\uFEFF{"a":"\uFEFF"}')))).toMatchObject({ ok: false, behindMark: read });
  expect(jsonPastMark(of(Buffer.from('\uFEFF{"a":"\uFEFF"}')))).toEqual({ ...read, marked: true });
  expect(jsonPastMark(of(Buffer.from('\uFEFF{')))).toMatchObject({ ok: false });
  expect(jsonPastMark(of(Buffer.from('{')))).toMatchObject({ ok: false });
});

test.each<[string, HttpRequest, boolean]>([
  ['too much', of(TOO_MUCH, 'gzip'), true],
  ['as much as may be', of(gzipSync(Buffer.alloc(LIMITS.body, ' ')), 'gzip'), false],
  ['what does not decode', of(Buffer.from([0xff]), 'gzip'), false],
  ['text', message({ encoding: 'utf8', data: 'a' }, 'gzip'), false],
  ['nothing', message(), false],
])('whether %s comes of a body', (_name, given, is) => {
  expect(decodesToTooMuch(given)).toBe(is);
});

test('a value that was made into a body is at hand, and another body is when it was read', () => {
  const body = bodyOfJson({ a: 1 });
  expect(jsonAtHand(body)).toEqual({ ok: true, value: { a: 1 }, text: '{"a":1}', made: true });
  const other = bodyOf(Buffer.from('{ "a": 1 }'));
  expect(jsonAtHand(other)).toBeUndefined();
  expect(valueAsMade(message(other))).toBeUndefined();
  expect(jsonAtHand(other)).toMatchObject({ ok: true });
  expect(valueAsMade(message(body))).toEqual({ a: 1 });
  expect(valueAsMade(of(Buffer.from('{')))).toBeUndefined();
});
