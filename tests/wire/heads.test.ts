import { readable, saysClose } from '../../src/wire/heads';
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
