import { deflateSync, gzipSync, brotliCompressSync } from 'node:zlib';
import { exchange, judgeOne, testCheck, truncated, TYPE, updateOf, violates } from '../support';

const text = JSON.stringify(updateOf({ isUsableOnce: true }));
const coded = (bytes: Uint8Array, coding: string) =>
  exchange({ bytes, headers: { 'Content-Encoding': coding } });
const BROKEN = 'a JSON object';

testCheck('request/json', 'REQ-JSON', {
  needs: ['requestBody'],
  holds: {
    'an object': exchange(),
    'an object between white space': exchange({ text: ` \r\n${text}\t\n` }),
    'an empty object, which request/odata-type judges': exchange({ text: '{}' }),
    'letters beyond ASCII': exchange({ text: `{"@odata.type":"${TYPE}","@note.of":"Zürich 東京 🙂"}` }),
    "a replacement character of the client's own": exchange({ text: '{"@note.of":"\uFFFD"}' }),
    'a gzip body': coded(gzipSync(text), 'gzip'),
    'a gzip body under its old name': coded(gzipSync(text), 'X-GZIP'),
    'a deflate body': coded(deflateSync(text), 'deflate'),
    'a brotli body': coded(brotliCompressSync(text), 'br'),
    'a body that the recorder decoded, its header left as it was': exchange({
      text,
      headers: { 'Content-Encoding': 'gzip' },
    }),
    'an update inside a batch': exchange({ batch: { parent: 'b', id: '1' } }),
    'a body in two codings, one of them none': coded(gzipSync('{}'), 'identity, gzip'),
  },
  breaks: {
    'an empty body': [exchange({ text: '' }), violates('', BROKEN, 'the body is empty')],
    'no body at all': [exchange({ json: undefined }), violates('', BROKEN, 'the body is empty')],
    'an array': [exchange({ json: [] }), violates('', BROKEN, '[]')],
    null: [exchange({ json: null }), violates('', BROKEN, 'null')],
    'a string': [exchange({ json: 'enabled' }), violates('', BROKEN, '"enabled"')],
    'a number': [exchange({ json: 12 }), violates('', BROKEN, '12')],
    'a byte order mark': [
      exchange({ text: `\uFEFF${text}` }),
      violates('', BROKEN, 'the body starts with a byte order mark'),
    ],
    'a byte order mark in bytes': [
      exchange({ bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]) }),
      violates('', BROKEN, 'the body starts with a byte order mark'),
    ],
    'Latin-1': [
      exchange({ bytes: Buffer.from('{"@note.of":"Zürich"}', 'latin1') }),
      violates('', BROKEN, 'the body is not UTF-8'),
    ],
    'Latin-1 inside gzip': [
      coded(gzipSync(Buffer.from('{"@note.of":"Zürich"}', 'latin1')), 'gzip'),
      violates('', BROKEN, 'the body is not UTF-8'),
    ],
  },
  silent: {
    'a read': exchange({ method: 'GET' }),
    'a reset': exchange({ method: 'DELETE' }),
    'a PUT, which request/method judges': exchange({ method: 'PUT', text: 'x' }),
    'a body that was cut off when it was recorded': truncated(exchange(), 'request'),
    'a coding that the suite does not know': coded(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00]), 'zstd'),
  },
});

test.each([
  [
    'a string left open',
    `{"@odata.type":"${TYPE}",\n"maximumLifetimeInMinutes":1440,"\nisUsableOnce":false}`,
  ],
  ['single quotes', "{'isUsableOnce':true}"],
  ['a comma too many', '{"isUsableOnce":true,}'],
  ['a body that is cut off', text.slice(0, -1)],
  ['two objects', `${text}${text}`],
  ['a form', 'isUsableOnce=true'],
])('tells of %s and says what the parser says', (_name, given) => {
  const [finding, ...others] = judgeOne('request/json', exchange({ text: given })).findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ outcome: 'violates', pointer: '', expected: BROKEN });
  expect(finding?.actual).toMatch(/^the body is not JSON: /);
});

test('tells of bytes that do not come undone as gzip', () => {
  const [finding] = judgeOne('request/json', coded(Buffer.from([0x1f, 0x8b, 0xff, 0xff]), 'gzip')).findings;
  expect(finding).toMatchObject({
    outcome: 'violates',
    actual: expect.stringMatching(/^the body does not decode as gzip: /),
  });
});
