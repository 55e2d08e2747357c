import type { IncomingMessage } from 'node:http';
import { pathFor, unforwardable, unreadable } from '../../src/proxy/unforwardable';

const target = new URL('http://10.1.2.3:8080/v1.0');
const PORT = 4711;

test.each([
  ['/v1.0/policies?to=http://10.1.2.3:8080/x', '/v1.0/policies?to=http://10.1.2.3:8080/x'],
  ['*', '*'],
  ['http://10.1.2.3:8080/v1.0/policies?a#b', '/v1.0/policies?a#b'],
  ['HTTP://10.1.2.3:8080/v1.0', '/v1.0'],
  ['http://10.1.2.3:8080', '/'],
  ['http://10.1.2.3:8080?a=/b', '/?a=/b'],
  ['http://10.1.2.3:8080#a/b', '/#a/b'],
  ['http://localhost:4711/v1.0', '/v1.0'],
  ['http://127.0.0.1:4711/v1.0', '/v1.0'],
  ['http://127.0.0.1:4712/v1.0', 'http://127.0.0.1:4712/v1.0'],
  ['http://10.1.2.4:4711/v1.0', 'http://10.1.2.4:4711/v1.0'],
  ['https://10.1.2.3:8080/v1.0', 'https://10.1.2.3:8080/v1.0'],
  ['http://10.1.2.3:8081/v1.0', 'http://10.1.2.3:8081/v1.0'],
  ['http://[::1/v1.0', 'http://[::1/v1.0'],
  ['ftp://10.1.2.3:8080/v1.0', 'ftp://10.1.2.3:8080/v1.0'],
])('%s asks for %s', (written, path) => {
  expect(pathFor(written, target, PORT)).toBe(path);
});

const request = (rawHeaders: string[], more: Partial<IncomingMessage> = {}): IncomingMessage =>
  ({ httpVersion: '1.1', url: '/v1.0', rawHeaders, ...more }) as IncomingMessage;

test.each<[string, IncomingMessage]>([
  ['one Host', request(['X', 'host', 'Host', 'a', 'X-Host', 'b', 'X', 'host'])],
  ['no Host', request([])],
  ['chunked', request(['Transfer-Encoding', 'chunked'])],
  ['chunked in other letters, with blanks around it', request(['TRANSFER-ENCODING', ' Chunked\t '])],
  ['chunked behind another coding', request(['Transfer-Encoding', 'gzip,\tchunked'])],
  ['chunked in a second header', request(['Transfer-Encoding', 'gzip', 'transfer-encoding', 'chunked'])],
  ['an offer of HTTP/2', request(['Upgrade', 'h2c'])],
  ['such an offer twice', request(['Upgrade', 'H2C , h2c'])],
  ['the asterisk', request([], { url: '*', method: 'OPTIONS' })],
])('%s is forwarded', (_name, given) => {
  expect(unforwardable(given, target)).toBeUndefined();
});

const DIFFERENTLY = 'two servers may read it differently';
const NOT_CHUNKED = `a request with a Transfer-Encoding that does not end in chunked, or has an unknown coding: ${DIFFERENTLY}`;
const UPGRADE = 'an upgrade to another protocol: the proxy speaks HTTP/1.1, and nothing else';
const ELSEWHERE =
  'a request for another URL than a path: it stands before http://10.1.2.3:8080, and is no proxy for other hosts';

test.each<[string, IncomingMessage, number, string]>([
  [
    'HTTP/1.0, chunked or not',
    request(['Transfer-Encoding', 'chunked'], { httpVersion: '1.0' }),
    505,
    'the request is HTTP/1.0, and the proxy speaks HTTP/1.1',
  ],
  ['two hosts', request(['Host', 'a', 'HOST', 'a']), 400, `a request with 2 Host headers: ${DIFFERENTLY}`],
  ['a coding that is not chunked', request(['Transfer-Encoding', 'gzip']), 400, NOT_CHUNKED],
  ['chunked before another coding', request(['Transfer-Encoding', 'chunked, gzip']), 400, NOT_CHUNKED],
  ['identity before chunked', request(['Transfer-Encoding', 'identity, chunked']), 400, NOT_CHUNKED],
  ['nothing before chunked', request(['Transfer-Encoding', ' , chunked']), 400, NOT_CHUNKED],
  [
    'chunked twice',
    request(['Transfer-Encoding', 'chunked', 'Transfer-Encoding', 'chunked']),
    400,
    NOT_CHUNKED,
  ],
  [
    'a length with an underscore',
    request(['X', 'Content_Length', 'content_Length', '5']),
    400,
    `a request with the header content_Length: ${DIFFERENTLY}`,
  ],
  [
    'a coding with an underscore',
    request(['Transfer_Encoding', 'chunked']),
    400,
    `a request with the header Transfer_Encoding: ${DIFFERENTLY}`,
  ],
  [
    'a fragment',
    request([], { url: '/v1.0#x' }),
    400,
    `a request with a fragment in its target: ${DIFFERENTLY}`,
  ],
  ['chunked with a parameter', request(['Transfer-Encoding', 'chunked;q=1']), 400, NOT_CHUNKED],
  ['a coding that ends alike', request(['Transfer-Encoding', 'xchunked']), 400, NOT_CHUNKED],
  ['such a coding behind a blank', request(['Transfer-Encoding', 'gzip chunked']), 400, NOT_CHUNKED],
  [
    'chunked, and then none',
    request(['Transfer-Encoding', 'chunked', 'Transfer-Encoding', '']),
    400,
    NOT_CHUNKED,
  ],
  ['a web socket', request(['Upgrade', 'websocket']), 501, UPGRADE],
  ['a web socket behind HTTP/2', request(['Upgrade', 'h2c', 'upgrade', 'websocket']), 501, UPGRADE],
  ['the address of another host', request([], { url: 'http://h.example/' }), 421, ELSEWHERE],
  ['no target', request([], { url: '' }), 421, ELSEWHERE],
])('%s is answered', (_name, given, status, text) => {
  expect(unforwardable(given, target)).toEqual({ status, text });
});

const broken = (code: string | undefined, packet = '', bytesParsed = 0): Parameters<typeof unreadable>[0] =>
  Object.assign(new Error('Parse Error'), {
    ...(code !== undefined && { code }),
    rawPacket: Buffer.from(packet),
    bytesParsed,
  });

test.each([
  ['a cut off head', broken('HPE_INVALID_EOF_STATE'), 'a request whose head has no end', 400, true],
  [
    'a method in small letters',
    broken('HPE_INVALID_METHOD', 'patch / HTTP/1.1\r\n', 1),
    'the method is patch: methods are case-sensitive, say PATCH',
    501,
    false,
  ],
  [
    'one behind another request',
    broken('HPE_INVALID_METHOD', 'GET / HTTP/1.1\r\n\r\nm-search / HTTP/1.1\r\n', 19),
    'the method is m-search: methods are case-sensitive, say M-SEARCH',
    501,
    false,
  ],
  [
    'another word, which may be a secret',
    broken('HPE_INVALID_METHOD', 'swordfish / HTTP/1.1\r\n', 1),
    'a request that is not HTTP/1.1 (HPE_INVALID_METHOD)',
    400,
    false,
  ],
  [
    'such a word where something else is wrong',
    broken('HPE_INVALID_URL', 'patch / HTTP/1.1\r\n', 1),
    'a request that is not HTTP/1.1 (HPE_INVALID_URL)',
    400,
    false,
  ],
  [
    'a method behind such a word',
    broken('HPE_INVALID_METHOD', 'swordfish patch / HTTP/1.1\r\n', 1),
    'a request that is not HTTP/1.1 (HPE_INVALID_METHOD)',
    400,
    false,
  ],
  [
    'what is no word',
    broken('HPE_INVALID_METHOD', '{} / HTTP/1.1\r\n', 1),
    'a request that is not HTTP/1.1 (HPE_INVALID_METHOD)',
    400,
    false,
  ],
  [
    'a method of which no bytes are there',
    Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_METHOD' }),
    'a request that is not HTTP/1.1 (HPE_INVALID_METHOD)',
    400,
    false,
  ],
  [
    'another version',
    broken('HPE_INVALID_VERSION', 'GET / HTTP/1.1\r\n\r\nGET / HTTP/3.0\r\nHost: x\r\n', 32),
    'the request is HTTP/3.0, and the proxy speaks HTTP/1.1',
    505,
    false,
  ],
  [
    'what only begins as a version',
    broken('HPE_INVALID_VERSION', 'GET / HTTP/1.10\r\n', 14),
    'a request that is not HTTP/1.1 (HPE_INVALID_VERSION)',
    400,
    false,
  ],
  [
    'a version of which no bytes are there',
    Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_VERSION' }),
    'a request that is not HTTP/1.1 (HPE_INVALID_VERSION)',
    400,
    false,
  ],
  [
    'such bytes where something else is wrong',
    broken('HPE_INVALID_URL', 'GET / HTTP/3.0\r\n', 14),
    'a request that is not HTTP/1.1 (HPE_INVALID_URL)',
    400,
    false,
  ],
  ['an error without a code', broken(undefined), 'a request that is not HTTP/1.1 (Parse Error)', 400, false],
])('%s is told of', (_name, error, why, status, isCutOff) => {
  expect(unreadable(error)).toEqual({ why, status, isCutOff });
});
