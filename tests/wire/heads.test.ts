import { readAnswer } from '../../src/wire/answer';
import { forbidden, parseHead, readable, saysClose } from '../../src/wire/heads';
import { Lane } from '../../src/wire/lane';
import { startRaw } from './raw-server';

const BODY = '{"a":1}';
const plain = (fields: string, status = 'HTTP/1.1 200 OK') => `${status}\r\n${fields}\r\n\r\n${BODY}`;
const sized = (fields: string) => plain(`${fields}\r\nContent-Length: ${BODY.length}`);
const chunked = (field: string, size = '7', trailer = '') =>
  `HTTP/1.1 200 OK\r\n${field}\r\n\r\n${size}\r\n${BODY}\r\n0\r\n${trailer}\r\n`;

/** What RFC 9110 and RFC 9112 allow, or have every recipient read. */
const ALLOWED: Readonly<Record<string, string>> = {
  'a tab before a length': plain('Content-Length:\t7'),
  'a tab behind a length': plain('Content-Length: 7\t'),
  'white space around every value': sized('X-A: \t a \t '),
  'no white space at all': plain('Content-Length:7'),
  'names in upper case': plain('CONTENT-LENGTH: 7'),
  'zeros before a length': plain('Content-Length: 007'),
  'a length twice': plain('Content-Length: 7\r\nContent-Length: 7'),
  'a list of one length': plain('Content-Length: 7, 7'),
  'a value folded by a space': sized('X-A: a\r\n b'),
  'a value folded by a tab': sized('X-A: a\r\n\tb'),
  'a length on a line of its own': plain('Content-Length:\r\n 7'),
  'an empty reason': plain('Content-Length: 7', 'HTTP/1.1 200 '),
  'no reason': plain('Content-Length: 7', 'HTTP/1.1 200'),
  'an empty value': sized('X-A:'),
  'each character of a name': sized("!#$%&'*+.^_`|~a: b"),
  'bytes beyond ASCII in a value': sized('X-A: caf\u00e9'),
  'a list with gaps': sized('Connection: , keep-alive ,'),
  'an end of the connection at any time': sized('Connection: x-a,\tClose'),
  'an end of the connection on a line of its own': sized('Connection: x-a,\r\n close'),
  'chunks in capitals': chunked('Transfer-Encoding: CHUNKED'),
  'chunks with a tab behind': chunked('Transfer-Encoding:\tchunked\t'),
  'chunks in a list with gaps': chunked('Transfer-Encoding: , chunked , ,'),
  'an extension of a chunk': chunked('Transfer-Encoding: chunked', '7;a="b;c\\"d";e'),
  'zeros before the size of a chunk': chunked('Transfer-Encoding: chunked', '0007'),
  'more zeros than a number has': chunked('Transfer-Encoding: chunked', `${'0'.repeat(30)}7`),
  'a space behind the size of a chunk': chunked('Transfer-Encoding: chunked', '7 '),
  'a tab behind the size of a chunk': chunked('Transfer-Encoding: chunked', '7\t'),
  'white space around extensions of a chunk': chunked('Transfer-Encoding: chunked', '7 ; a\t=\t"x;\\" y" ;b'),
  'extensions of the last chunk': chunked('Transfer-Encoding: chunked').replace(
    '\r\n0\r\n',
    '\r\n00 ; a = b\r\n',
  ),
  'a fold in trailers': chunked('Transfer-Encoding: chunked', '7', 'X-T: a\r\n b\r\nX-U: \u00e9\r\n'),
  'a later version of HTTP/1': plain('Content-Length: 7', 'HTTP/1.2 200 OK'),
  'an end of the connection in an interim answer': `HTTP/1.1 103 Early Hints\r\nConnection: close\r\n\r\n${sized('X-A: a')}`,
  'a length twice, with and without zeros': plain('Content-Length: 7\r\ncontent-length:\t07'),
  'an indented line behind the status line': sized(' X-A: a'),
  'a long reason': plain('Content-Length: 7', `HTTP/1.1 200 ${'x'.repeat(5000)}`),
  'an offer of another protocol': sized('Connection: Upgrade\r\nUpgrade: h2c'),
  trailers: chunked('Transfer-Encoding: chunked', '7', 'X-T:\t1\t\r\nX-U:\r\n'),
  'interim answers': `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 \r\nLink:\r\n <a>\r\n\r\n${sized('X-A: a')}`,
};

test.each(Object.entries(ALLOWED))('%s is read, and the connection or a new one goes on', async (_, text) => {
  const server = await startRaw(() => [text]);
  const lane = new Lane(server.origin, { timeout: 5000 });
  for (const id of ['x1', 'x2']) {
    const request = { method: 'GET', url: server.origin.href, headers: [] };
    const { response, failure, wire } = await lane.send(id, request, { until: 'response' });
    expect([failure, response?.status, response?.body?.data]).toEqual([undefined, 200, BODY]);
    // The record has the head as it came.
    expect(text).toContain(wire?.head);
  }
  lane.close();
  await server.close();
});

/** What RFC 9112 forbids, and what is said of it. */
const FORBIDDEN: Readonly<Record<string, [text: string, said: RegExp]>> = {
  'HTTP in lower case': [plain('Content-Length: 7', 'http/1.1 200 OK'), /not an HTTP|Expected HTTP/],
  'a bare CR in a value': [sized('X-A: a\rb'), /Missing expected LF after header value/],
  'a space before a colon': [sized('X-A : a'), /Invalid header token/],
  'lines that end with LF': [sized('X-A: a').replaceAll('\r\n', '\n'), /Missing expected CR/],
  'another space behind a length': [
    plain('Content-Length: 7\u00a0'),
    /^its Content-Length is no number \(RFC 9110 8\.6\)$/,
  ],
  'lengths that differ': [
    plain('Content-Length: 7, 8'),
    /^its Content-Length has values that differ \(RFC 9112 6\.3\)$/,
  ],
  'a length and chunks': [
    chunked('Transfer-Encoding: chunked\r\nContent-Length: 7'),
    /^it has Content-Length beside Transfer-Encoding \(RFC 9112 6\.2\)$/,
  ],
  'a size that is no number': [
    chunked('Transfer-Encoding: chunked', '7 7'),
    /Invalid character in chunk size/,
  ],
  'a size beyond all numbers': [chunked('Transfer-Encoding: chunked', 'f'.repeat(17)), /Chunk size overflow/],
  'a trailer without a colon': [
    chunked('Transfer-Encoding: chunked', '7', 'X-T\r\n'),
    /Invalid header token/,
  ],
  'a chunk longer than its size': [
    chunked('Transfer-Encoding: chunked', '6'),
    /Expected LF after chunk data/,
  ],
  'a size that has no end': [
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7',
    /closed before|aborted/,
  ],
};

test.each(Object.entries(FORBIDDEN))('%s is told in one line', async (_, [text, said]) => {
  const server = await startRaw(() => [text, 'end']);
  const lane = new Lane(server.origin, { timeout: 5000 });
  const request = { method: 'GET', url: server.origin.href, headers: [] };
  const { response, failure } = await lane.send('x1', request, { until: 'response' });
  expect(response).toBeUndefined();
  expect(failure?.message).toMatch(said);
  expect(failure?.message).not.toContain('\n');
  lane.close();
  await server.close();
});

test.each(Object.entries(ALLOWED).filter(([, text]) => text.includes('\r\n7')))(
  '%s is read however it is cut',
  async (_, text) => {
    const server = await startRaw(() => [...text]);
    const lane = new Lane(server.origin, { timeout: 5000 });
    const request = { method: 'GET', url: server.origin.href, headers: [] };
    const { response, failure } = await lane.send('x1', request, { until: 'response' });
    expect([failure, response?.body?.data]).toEqual([undefined, BODY]);
    lane.close();
    await server.close();
  },
);

test.each(Object.entries(ALLOWED).filter(([, text]) => !text.startsWith('HTTP/1.1 10')))(
  '%s is read where the request is written out, too',
  (_, text) => {
    const read = readAnswer(Buffer.from(text, 'latin1'), 'GET', false);
    expect(read).toMatchObject({ whole: true, content: Buffer.from(BODY) });
  },
);

test('of a value only spaces and tabs around it are left out', () => {
  expect(parseHead('HTTP/1.1 200 OK\r\nX-A: \t caf\u00c3\u00a0 \r\n\r\n').headers).toEqual([
    ['X-A', 'caf\u00c3\u00a0'],
  ]);
});

test('a head that Node reads is left as it is', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nDate:x\r\nX-A: a, b\r\n\r\n';
  expect(readable(head)).toBe(head);
});

test('lengths that differ stay what they are: no recipient may choose', () => {
  expect(readable('HTTP/1.1 200 OK\r\nContent-Length: 7, 8\r\n\r\n')).toContain('7, 8');
});

test('an end of the connection is seen in a fold', () => {
  expect(saysClose('HTTP/1.1 200 OK\r\nConnection: x,\r\n close\r\n\r\n')).toBe(true);
  expect(saysClose('HTTP/1.1 200 OK\r\nConnection: closed\r\n\r\n')).toBe(false);
});

const headWith = (...fields: string[]): string =>
  `${['HTTP/1.1 200 OK', ...fields].map((line) => `${line}\r\n`).join('')}\r\n`;

test.each([
  ['HTTP/2.0 200 OK\r\n\r\n', '9112 2.3'],
  ['HTTP/2.0 204 No Content\r\n\r\n', '9112 2.3'],
  [headWith('Transfer-Encoding: chunked, Chunked'), '9112 6.1'],
  [headWith('Transfer-Encoding: chunked', 'transfer-encoding: chunked'), '9112 6.1'],
  [headWith('Transfer-Encoding: chunked', 'Content-Length: 7'), '9112 6.2'],
  [headWith('Content-Length: 7;a='), '9110 8.6'],
  [headWith('Content-Length: +7'), '9110 8.6'],
  [headWith('Content-Length: 7', 'Content-Length: 8'), '9112 6.3'],
])('what HTTP forbids is named with its clause: %j', (head, clause) => {
  expect(forbidden(head)).toContain(`(RFC ${clause})`);
});

test.each([
  headWith('Content-Length: 7'),
  headWith('Content-Length: 7, 7'),
  headWith('Transfer-Encoding: gzip, chunked'),
  headWith('Transfer-Encoding: , chunked'),
  'HTTP/1.2 200 OK\r\n\r\n',
  'HTTP/1.0 200 OK\r\n\r\n',
])('what a recipient can read is not forbidden: %j', (head) => {
  expect(forbidden(head)).toBeUndefined();
});
