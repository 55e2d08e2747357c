import { deflateSync, gzipSync, brotliCompressSync } from 'node:zlib';
import { bytesOf } from '../../../src/exchanges/body';
import type { HeaderPair } from '../../../src/exchanges/exchange';
import { cutMark } from '../../../src/exchanges/readers/cut';
import { recordedBody } from '../../../src/exchanges/readers/recorded-body';

const SENT = '{"state":"enabled","note":"é €"}';
const bytes = Buffer.from(SENT);
const gz = gzipSync(bytes);
const coded = (name: string): HeaderPair[] => [['Content-Encoding', name]];
const length = (count: number): HeaderPair[] => [['content-length', ` ${count} `]];
const halves = (of: Buffer): Buffer[] => [of.subarray(0, 9), of.subarray(9)];

interface Beside {
  headers?: HeaderPair[];
  encoding?: unknown;
  size?: unknown;
}

/** The text that is read; none where there was none, and why where it is not shown. */
function read(value: unknown, { headers = [], ...beside }: Beside = {}): { text?: string; why?: string } {
  const { body, seen, why } = recordedBody(value, { headers, ...beside });
  expect(seen).toBe(why === undefined);
  return { ...(seen && { text: body && bytesOf(body).toString() }), ...(why !== undefined && { why }) };
}

test.each<[string, unknown, Beside?]>([
  ['a text', SENT],
  ['a text of which the size is less than it has bytes', SENT, { size: 3 }],
  ['a text of which the size is more, since it is whole', SENT, { size: 300 }],
  ...['utf8', 'UTF-8', 'text', 'plain', 'identity', 'none', 'string', 'ascii', 'json', '', null, false].map(
    (encoding): [string, unknown, Beside] => [
      `a text that is said to be ${String(encoding)}`,
      SENT,
      { encoding },
    ],
  ),
  ['base64', bytes.toString('base64'), { encoding: 'base64' }],
  ['base64 in capitals', bytes.toString('base64'), { encoding: 'BASE64' }],
  ['base64 without its padding', bytes.toString('base64').replace(/=+$/, ''), { encoding: 'base64' }],
  ['base64 of URLs', bytes.toString('base64url'), { encoding: 'base64' }],
  ['base64 in lines', bytes.toString('base64').replace(/(.{10})/g, '$1\r\n'), { encoding: 'base64' }],
  ['hex', bytes.toString('hex'), { encoding: 'hex' }],
  ['text that is said to be base64', SENT, { encoding: 'base64' }],
  [
    'chunks in base64 as a text',
    JSON.stringify(halves(bytes).map((one) => one.toString('base64'))),
    { encoding: 'base64' },
  ],
  [
    'chunks in hex as a text',
    JSON.stringify(halves(bytes).map((one) => one.toString('hex'))),
    { encoding: 'hex' },
  ],
  ['chunks in hex', halves(bytes).map((one) => one.toString('hex'))],
  ['chunks in base64', [bytes.toString('base64')]],
  ['a Buffer', JSON.parse(JSON.stringify(bytes)) as unknown],
  ['a Buffer in base64', { type: 'Buffer', data: `base64:${bytes.toString('base64')}` }],
  ['a typed array', JSON.parse(JSON.stringify(new Uint8Array(bytes))) as unknown],
  ['a list of bytes', [...bytes]],
  ['binary of MongoDB', { $binary: { base64: bytes.toString('base64'), subType: '00' } }],
  ['a body of a record', { encoding: 'utf8', data: SENT }],
  ['a body of a record in base64', { encoding: 'base64', data: bytes.toString('base64') }],
  ['a body of a record in hex', { encoding: 'hex', data: bytes.toString('hex') }],
  ['gzip, one character a byte', gz.toString('latin1'), { headers: coded('gzip') }],
  ['gzip in hex', gz.toString('hex'), { headers: coded('x-gzip') }],
  ['gzip in base64', gz.toString('base64'), { headers: coded('GZIP') }],
  ['gzip in base64, which is said', gz.toString('base64'), { headers: coded('gzip'), encoding: 'base64' }],
  ['gzip in chunks', halves(gz).map((one) => one.toString('hex')), { headers: coded('gzip') }],
  [
    'gzip in chunks as a text',
    JSON.stringify(halves(gz).map((one) => one.toString('hex'))),
    { headers: coded('gzip') },
  ],
  ['deflate', deflateSync(bytes).toString('latin1'), { headers: coded('deflate') }],
  ['brotli', brotliCompressSync(bytes).toString('base64'), { headers: coded('br') }],
  ['two codings', deflateSync(gz).toString('latin1'), { headers: coded('gzip, deflate') }],
  ['a text with the coding undone already', SENT, { headers: coded('gzip') }],
  [
    'base64 with the coding undone already',
    bytes.toString('base64'),
    { headers: coded('gzip'), encoding: 'base64' },
  ],
])('a body that is %s is read', (_what, value, beside = {}) => {
  const { text, why } = read(value, beside);
  expect(why).toBeUndefined();
  // Bytes with their coding are undone by whoever looks into them.
  const undone =
    text === SENT || recordedBody(value, { headers: [], ...beside }).body?.data === gz.toString('base64');
  expect(undone).toBe(true);
});

test.each<[string, unknown, string?]>([
  ['null', null],
  ['an empty text', ''],
  ['an empty body of a record', { encoding: 'utf8', data: '' }],
  ['an empty Buffer', { type: 'Buffer', data: [] }],
])('%s says that there was none', (_what, value) => {
  expect(read(value)).toEqual({ text: undefined });
});

test.each<[string, unknown]>([
  ['an object', { state: 'enabled' }],
  ['an object with data', { data: 'x' }],
  ['an object with numbers for names', { 0: 'a', 1: 'b' }],
  ['an object with names that are no bytes', { 1: 1 }],
  ['a Buffer that is none', { type: 'Buffer', data: [1, 256] }],
  ['a list', [{ state: 'enabled' }]],
  ['a list of numbers that are no object', [1, 2, 3]],
  ['a list of texts', ['enabled', 'disabled']],
  ['an empty list', []],
  ['a number', 7],
  ['no', false],
])('%s is read as it is', (_what, value) => {
  expect(read(value)).toEqual({ text: JSON.stringify(value) });
});

test.each<[string, unknown]>([
  ['that is no JSON', '{"state":'],
  ['with a mark before it', `\uFEFF${SENT}`],
  ['of another kind', '<state>enabled</state>'],
  ['of one word', 'enabled'],
  ['in base64 that is no object', Buffer.from('enabled').toString('base64')],
  ['in quotation marks', '"enabled"'],
  ['that ends in three dots and begins with no bracket', 'enabled...'],
])('a text %s is read as it is', (_what, value) => {
  expect(read(value)).toEqual({ text: value });
});

const DAMAGED = 'its bytes were damaged by the recorder';
const UNKNOWN = 'coded by the recorder, in a way that it does not say';
const MASKED = 'masked by the recorder';
const CUT_OFF = 'cut off by the recorder';
const PRINTED = 'printed by the recorder, and not its bytes';
const ELSEWHERE = 'kept in another file';
const TOO_LARGE =
  'larger than the 2097152 bytes that are looked into; GRAPH_CONTRACT_LIMITS=body=4194304 raises it';

test.each<[why: string, what: string, value: unknown, beside?: Beside]>([
  [DAMAGED, 'gzip as UTF-8', gz.toString('utf8'), { headers: coded('gzip') }],
  [
    DAMAGED,
    'gzip that is cut, one character a byte',
    gz.toString('latin1').slice(0, 20),
    { headers: coded('gzip') },
  ],
  [DAMAGED, 'bytes of no text', '\uFFFD\uFFFD'],
  [DAMAGED, 'JSON with bytes of no text', '{"a":"\uFFFD"}'],
  [DAMAGED, 'an object with bytes of no text', { a: '\uFFFD' }],
  [UNKNOWN, 'a coding of its own', 'abc', { encoding: 'rot13' }],
  [UNKNOWN, 'a coding that is no text', SENT, { encoding: 7 }],
  [UNKNOWN, 'base64 of JSON, which is not said', bytes.toString('base64')],
  [UNKNOWN, 'hex of JSON, which is not said', bytes.toString('hex')],
  [UNKNOWN, 'chunks as a text, which is not said', JSON.stringify([bytes.toString('hex')])],
  [UNKNOWN, 'chunks of something else', [gz.toString('hex')]],
  ['said to be base64, and is not', 'no base64', 'not base64!', { encoding: 'base64' }],
  ['said to be base64, and is not', 'base64 of an impossible length', 'abcde', { encoding: 'base64' }],
  ['said to be hex, and is not', 'no hex', 'xyz', { encoding: 'hex' }],
  ['said to be hex, and is not', 'hex of an impossible length', 'abc', { encoding: 'hex' }],
  ['said to be base64, and is not', 'a body of a record', { encoding: 'base64', data: '!' }],
  [MASKED, 'a mask', '[REDACTED]'],
  [MASKED, 'a mask as JSON', '"***"'],
  [
    MASKED,
    'JSON with masks without quotation marks',
    '{"length": ***, "list": [REDACTED], "id": <redacted> }',
  ],
  [CUT_OFF, 'a text shorter than its size', '{"state":"ena', { size: 30 }],
  [CUT_OFF, 'a text shorter than its Content-Length', '{"state":"ena', { headers: length(30) }],
  [CUT_OFF, 'a text that ends in dots', '{"state":"ena...'],
  [CUT_OFF, 'a text that ends in an ellipsis', '[{"state":"ena… '],
  [CUT_OFF, 'a text that says so', '{"state":"ena (truncated 512 bytes)'],
  [CUT_OFF, 'a text that says how much', '{"state":"ena... 512 more bytes'],
  [PRINTED, 'a Buffer of Node', '<Buffer 7b 22 61>'],
  [PRINTED, 'an object', '[object Object]'],
  [PRINTED, 'bytes of Python', `b'{"state":"enabled"}'`],
  [PRINTED, 'bytes of Python in double quotes', 'b"{}"'],
  [PRINTED, 'a stream', '<Readable stream>'],
  [ELSEWHERE, 'a file of curl', '@body.json'],
  [TOO_LARGE, 'a text that was cut here', `{"a":"${'x'.repeat(9)}\0graph-contract: cut 4 bytes`],
  [TOO_LARGE, 'JSON in which something was cut', { a: JSON.parse(`"${cutMark(3)}"`) as unknown }],
  [TOO_LARGE, 'a list in which something was cut', [{ a: JSON.parse(`"${cutMark(3)}"`) as unknown }]],
])('%s: %s is not shown', (why, _what, value, beside = {}) => {
  expect(read(value, beside)).toEqual({ why });
});

test.each<[string, string]>([
  ['ends in dots', '{"state":"ena...'],
  ['is what JavaScript makes of an object', '[object Object]'],
  ['is the name of a file', '@body.json'],
  ['is base64 of JSON', bytes.toString('base64')],
])('a text that %s was sent where it is as long as it was said to be', (_what, text) => {
  for (const beside of [{ size: text.length }, { headers: length(text.length) }])
    expect(read(text, beside)).toEqual({ text });
});

test('of a text that was cut here the beginning is kept', () => {
  expect(recordedBody('abc\0graph-contract: cut 4 bytes', { headers: [] }).body).toEqual({
    encoding: 'utf8',
    data: 'abc',
    truncated: 4,
  });
  expect(recordedBody({ encoding: 'utf8', data: 'abc', truncated: 4 }, { headers: [] })).toEqual({
    seen: true,
    body: { encoding: 'utf8', data: 'abc', truncated: 4 },
  });
});

test('bytes in a content coding that is not decoded are not shown', () => {
  const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00, 0xff]).toString('base64');
  const why = 'in a content coding that is not decoded';
  expect(read(zstd, { headers: coded('zstd'), encoding: 'base64' })).toEqual({ why });
  // What was said to be gzip and is none was sent so.
  expect(read(zstd, { headers: coded('gzip'), encoding: 'base64' })).toHaveProperty('text');
});
