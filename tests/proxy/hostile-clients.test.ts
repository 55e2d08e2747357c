import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClientEnd } from '../../src/proxy/client-end';
import { Witness } from '../../src/proxy/witness';
import { atEnd, proxyBefore, RawClient, rawTarget } from './support';

const witness = (target: URL): Witness =>
  new Witness({
    target: target.href,
    operation: 'temporaryAccessPass',
    strict: false,
    out: mkdtempSync(path.join(tmpdir(), 'hostile-')),
    lines: true,
    place: { host: 'here' } as never,
  });

const batchOf = (body: string): string =>
  `POST /v1.0/$batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const deep = `{"requests":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;

test.each([
  ['the asterisk form', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a path that is no URL', 'GET //[ HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['percent signs that code nothing', 'GET /%zz%/%E0%A4%A?%=% HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['an id that is an object', batchOf('{"requests":[{"id":{"toString":1},"method":"GET","url":"/x"}]}')],
  ['a body that is nested 20,000 deep', batchOf(deep)],
])('%s is forwarded, recorded and judged, and ends nothing', async (_, request) => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(request);
  const passages = await passed(1);
  const record = witness(target.origin);
  expect(record.takeAll([...passages])).toHaveLength(1);
  expect(record.end()).toMatchObject([{ inputs: [{ read: 1 }] }]);
});

test('a client that sends on before a silent target is read no further than a few requests', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  const request = `GET /${'a'.repeat(1000)} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const sent = 32 * 1024 * 1024;
  for (let written = 0; written < sent; written += 1024 * 1024)
    client.say(request.repeat(Math.ceil((1024 * 1024) / request.length)));
  await new Promise((resolve) => setTimeout(resolve, 500));
  // The rest waits with the client, for as long as nobody takes it.
  expect(client.socket.writableLength).toBeGreaterThan(sent / 2);
});

const HOST = 'Host: x\r\n';
const post = (fields: string, body = ''): string => `POST /x HTTP/1.1\r\n${HOST}${fields}\r\n${body}`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n';

/** What two servers may read differently, and the status that it is answered with. */
const DOUBTFUL: [string, number, string][] = [
  [
    'a length beside chunks',
    400,
    post(`Content-Length: 4\r\n${CHUNKED}`, '0\r\n\r\nGET /y HTTP/1.1\r\n\r\n'),
  ],
  ['two lengths', 400, post('Content-Length: 2\r\nContent-Length: 9\r\n', '{}')],
  ['one length twice', 400, post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}')],
  ['a length with a sign', 400, post('Content-Length: +2\r\n', '{}')],
  ['a length beyond all numbers', 400, post('Content-Length: 99999999999999999999\r\n', '{}')],
  ['a blank before a colon', 400, post('Content-Length : 2\r\n', '{}')],
  ['a coding that is not chunked', 400, post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
  ['the coding identity', 400, post('Transfer-Encoding: identity\r\n')],
  ['a coding behind chunked', 400, post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n')],
  [
    'a coding that is none before chunked',
    400,
    post('Transfer-Encoding: identity, chunked\r\n', '0\r\n\r\n'),
  ],
  ['a length with an underscore', 400, post('Content_Length: 2\r\nContent-Length: 2\r\n', '{}')],
  ['a fragment', 400, `GET /x#y HTTP/1.1\r\n${HOST}\r\n`],
  ['a folded line', 400, post('Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n')],
  ['line feeds alone', 400, `GET /x HTTP/1.1\nHost: x\n\n`],
  ['a carriage return alone', 400, `GET /x HTTP/1.1\r\n${HOST}X-A: a\rb\r\n\r\n`],
  ['two hosts', 400, 'GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['another host', 421, `GET http://other.example/x HTTP/1.1\r\n${HOST}\r\n`],
  ['a tunnel', 501, `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`],
  ['an upgrade', 501, `GET /x HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
  ['an upgrade beside another', 501, `GET /x HTTP/1.1\r\n${HOST}Upgrade: h2c, TLS/1.0\r\n\r\n`],
  ['HTTP/2.0 as a line of text', 505, `GET /x HTTP/2.0\r\n${HOST}\r\n`],
  ['HTTP/3.0', 505, `GET /x HTTP/3.0\r\n${HOST}\r\n`],
  ['HTTP/1.2', 505, `GET /x HTTP/1.2\r\n${HOST}\r\n`],
  ['HTTP/1.0', 505, `GET /x HTTP/1.0\r\n${HOST}\r\n`],
  ['HTTP/0.9', 505, `GET /x HTTP/0.9\r\n${HOST}\r\n`],
  ['no version', 505, `GET /x\r\n${HOST}\r\n`],
  ['a version with a zero before it', 400, `GET /x HTTP/01.1\r\n${HOST}\r\n`],
  ['a version with two digits', 400, `GET /x HTTP/1.10\r\n${HOST}\r\n`],
  ['a version in small letters', 400, `GET /x http/1.1\r\n${HOST}\r\n`],
  ['HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
];

test('what two servers may read differently is answered, told of and never forwarded', async () => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const { proxy, refused, passages } = await proxyBefore(target.origin);
  const answered = await Promise.all(
    DOUBTFUL.map(async ([what, , request]) => {
      const client = await RawClient.to(proxy.origin);
      client.say(request);
      return [what, Number((await client.all()).split(' ')[1])];
    }),
  );
  expect(answered).toEqual(DOUBTFUL.map(([what, status]) => [what, status]));
  expect(refused).toHaveLength(DOUBTFUL.length);
  expect([target.received, passages]).toEqual([[], []]);
});

test.each([
  ['a size that is none', '0x2\r\n{}\r\n0\r\n\r\n'],
  ['line feeds alone', '2\n{}\n0\n\n'],
  ['more than its size', '1\r\n{}\r\n0\r\n\r\n'],
  ['a size beyond all numbers', '10000000000000002\r\n{}\r\n'],
])(
  'a chunk with %s is answered, told of and on record, and nothing of its request is forwarded, however late it comes',
  async (_, broken) => {
    const body = `3\r\nabc\r\n`.repeat(1000) + broken;
    const target = await rawTarget(() => undefined);
    const { proxy, passed, refused } = await proxyBefore(target.origin);
    const client = await RawClient.to(proxy.origin);
    client.say(post(CHUNKED, body));
    expect(await client.all()).toMatch(/^HTTP\/1\.1 400 /);
    const [passage] = await passed(1);
    expect(passage).toMatchObject({ requestWhole: false, failure: { kind: 'aborted' } });
    expect(refused).toEqual([expect.stringMatching(/^a request that is not HTTP\/1\.1 \(HPE_/)]);
    expect(target.sockets).toEqual([]);
  },
);

test.each([
  ['one body', { each: 10, total: 100 }, 413, 'a request with more than 10 bytes in chunks'],
  ['all bodies', { each: 100, total: 10 }, 503, 'a request in chunks: the proxy holds 10 bytes'],
])(
  'more than is held of %s in chunks is answered, told of and never forwarded',
  async (_, bodies, status, why) => {
    const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    const { proxy, refused, passed } = await proxyBefore(target.origin, { bodies });
    const client = await RawClient.to(proxy.origin);
    client.say(post(CHUNKED, 'b\r\n12345678901\r\n'));
    expect(await client.all()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(refused).toEqual([expect.stringContaining(why)]);
    // What was held is let go.
    const next = await RawClient.to(proxy.origin);
    next.say(post(CHUNKED, 'a\r\n1234567890\r\n0\r\n\r\n'));
    await next.until('\r\n\r\n');
    expect((await passed(1))[0]?.requestBody.data).toBe('1234567890');
    expect(target.received.join('')).not.toContain('12345678901');
  },
);

test('a request without a Host, with a head of 40 KB, or with an odd Expect is forwarded: checks judge it', async () => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const { proxy, refused } = await proxyBefore(target.origin);
  for (const fields of ['', `${HOST}X-Long: ${'a'.repeat(40_000)}\r\n`, `${HOST}Expect: 200-ok\r\n`]) {
    const client = await RawClient.to(proxy.origin);
    client.say(`GET /x HTTP/1.1\r\n${fields}Connection: close\r\n\r\n`);
    expect(await client.all()).toMatch(/^HTTP\/1\.1 200 /);
  }
  expect(refused).toEqual([]);
  expect(target.received).toHaveLength(3);
});

test('all headers are forwarded, however many', async () => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(`GET /x HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(3000)}\r\n`);
  await passed(1);
  expect(target.received.join('').split('A: b').length - 1).toBe(3000);
});

describe('of clients that take too long', () => {
  const patience = { head: 60, silence: 60, request: 60_000, idle: 60_000 };
  const GET = `GET /x HTTP/1.1\r\n${HOST}\r\n`;

  test('one whose head does not end is answered and told of', async () => {
    const target = await rawTarget(() => undefined);
    const { proxy, refused } = await proxyBefore(target.origin, { patience });
    const client = await RawClient.to(proxy.origin);
    client.say('GET /x HTTP/1.1\r\nX-A');
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
    expect(refused).toEqual(['a request whose head was not whole after 0.06 s']);
  });

  test('one whose body does not end is answered, told of, and is on record', async () => {
    const target = await rawTarget(() => undefined);
    const { proxy, passed, refused } = await proxyBefore(target.origin, { patience });
    const client = await RawClient.to(proxy.origin);
    client.say(post('Content-Length: 9\r\n', '{'));
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
    const [passage] = await passed(1);
    expect(passage?.failure?.message).toMatch(/^the client took too long before /);
    expect(refused).toEqual(['a request of which nothing more came for 0.06 s']);
  });

  test('one that sends without a pause is ended all the same', async () => {
    const target = await rawTarget(() => undefined);
    const { proxy } = await proxyBefore(target.origin, {
      patience: { ...patience, silence: 60_000, request: 60 },
    });
    const client = await RawClient.to(proxy.origin);
    client.say(post('Content-Length: 99999\r\n', '{'));
    const dripping = setInterval(() => client.say(' '), 5);
    expect(await client.all()).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(dripping);
  });

  test('one that has asked for nothing for long is left without a word', async () => {
    const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    const { proxy, refused } = await proxyBefore(target.origin, { patience: { ...patience, idle: 300 } });
    const client = await RawClient.to(proxy.origin);
    // Line ends between requests begin none.
    client.say(`${GET}\r\n`);
    expect(await client.all()).toBe('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    expect(refused).toEqual([]);
  });

  test('one that waits for a slow target is none', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    const target = await rawTarget((socket) => void setTimeout(() => socket.write(answer), 400));
    const { proxy, refused } = await proxyBefore(target.origin, { patience: { ...patience, idle: 100 } });
    const client = await RawClient.to(proxy.origin);
    client.say(GET);
    expect(await client.until('\r\n\r\n')).toBe(answer);
    expect(refused).toEqual([]);
  });
});

test('connections beyond the limit are closed, which is told once', async () => {
  const target = await rawTarget('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const { proxy, refused } = await proxyBefore(target.origin, { connections: 1 });
  const first = await RawClient.to(proxy.origin);
  first.say(`GET /x HTTP/1.1\r\n${HOST}\r\n`);
  await first.until('\r\n\r\n');
  const further = [await RawClient.to(proxy.origin), await RawClient.to(proxy.origin)];
  for (const client of further) expect(await client.all()).toBe('');
  expect(refused).toEqual(['a connection: there were 1 at a time, and further ones are closed']);
});

test('a client that cannot be read, and never closes, is left', async () => {
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  atEnd(() => server.close());
  await once(server, 'listening');
  const client = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  client.on('error', () => undefined);
  const [near] = (await once(server, 'connection')) as [Socket];
  const end = new ClientEnd(near, 30);
  end.deafen();
  end.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  await once(near, 'close');
  expect(near.destroyed).toBe(true);
  client.destroy();
});
