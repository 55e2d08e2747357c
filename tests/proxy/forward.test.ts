import { once } from 'node:events';
import { createServer as createTlsServer, connect as connectTls } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { localCertificate } from '../../src/proxy/certificate';
import { exchangeOf, KEPT_AT_MOST } from '../../src/proxy/passage';
import { atEnd, PATCH, proxyBefore, RawClient, rawTarget } from './support';

const GET = 'GET /v1.0/policies HTTP/1.1\r\nHost: x\r\n\r\n';

test('a request arrives as it was written, but for its Host', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  await client.until('\r\n\r\n');
  // Fields of one name are kept together, which their order allows (RFC 9110 5.3).
  expect(target.received[0]?.split('\r\n')).toEqual([
    'PATCH /v1.0/policies HTTP/1.1',
    `hOST: ${target.origin.host}`,
    'X-Twice: 1',
    'X-Twice: 2',
    'Content-Length: 2',
    '',
    '{}',
  ]);
});

test.each([
  ['an empty 204', 'HTTP/1.1 204 No Content\r\nDate: long ago\r\nX-Odd:   spaces  \r\n\r\n'],
  ['a 204 with a length', 'HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n'],
  ['a 204 with bytes behind it', 'HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}'],
  [
    'chunks with an extension and a trailer',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n',
  ],
  [
    'chunks with white space and a folded trailer',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3 ; a = b\r\nabc\r\n0\t\r\nX-Trailer: 1\r\n 2\r\n\r\n',
  ],
  [
    'an interim answer first',
    'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na',
  ],
  ['bytes that are no text', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\x00\xfe'],
])('%s comes back byte for byte', async (_what, answer) => {
  const target = await rawTarget(answer);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.until(answer)).toBe(answer);
  const [passage] = await passed(1);
  expect(passage?.failure).toBeUndefined();
  expect(answer).toContain(passage?.wire?.head as string);
});

test('what stands behind a 204 is on record', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n{}');
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  const [passage] = await passed(1);
  expect(passage?.wire?.after).toEqual({ bytes: 2, sample: '{}' });
  expect(exchangeOf(passage as never)).toMatchObject({
    source: { kind: 'proxy' },
    request: { method: 'PATCH', url: `${target.origin.origin}/v1.0/policies`, body: { data: '{}' } },
    response: { status: 204 },
  });
});

test('bytes between two answers reach the client where they stood, and the record', async () => {
  const target = await rawTarget((socket, request) => {
    if (request.startsWith('PATCH')) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    else socket.write('late!HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na');
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  await client.until('\r\n\r\n');
  client.say(GET);
  expect(await client.until('a')).toBe(
    'HTTP/1.1 204 No Content\r\n\r\nlate!HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na',
  );
  const [, second] = await passed(2);
  expect(second?.wire?.before).toEqual({ bytes: 5, sample: 'late!', behind: 'x0001', behindStatus: 204 });
});

test('a connection is kept, and its requests are answered in their order, even if they come at once', async () => {
  const target = await rawTarget((socket, text) => {
    const path = /^GET (\S+)/.exec(text)?.[1] as string;
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${path.length}\r\n\r\n${path}`);
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say([1, 2, 3].map((number) => `GET /${number} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  expect((await client.until('/3')).match(/\/\d$|\/\d(?=HTTP)/g)).toEqual(['/1', '/2', '/3']);
  expect((await passed(3)).map(({ url }) => new URL(url).pathname)).toEqual(['/1', '/2', '/3']);
  expect(target.sockets).toHaveLength(1);
});

test('every connection of a client has one of its own at the target', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passed } = await proxyBefore(target.origin);
  const clients = await Promise.all([1, 2, 3, 4].map(() => RawClient.to(proxy.origin)));
  for (const client of clients) client.say(PATCH);
  await passed(4);
  expect(target.sockets).toHaveLength(4);
});

test('a connection that the target closes is closed for the client, behind the whole answer', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end';
  const target = await rawTarget((socket) => socket.end(answer));
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toBe(answer);
  expect((await passed(1))[0]).toMatchObject({ responseBody: { data: 'to the end', left: 0 } });
});

test('a client that has said its last still gets its answer', async () => {
  let answer = (): void => undefined;
  const target = await rawTarget(
    (socket) => {
      answer = () => socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    },
    { allowHalfOpen: true },
  );
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  client.socket.end();
  while (target.sockets.length === 0 || target.received[0] === '') await new Promise(setImmediate);
  answer();
  expect(await client.all()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
});

test('a request in chunks arrives in chunks', async () => {
  const target = await rawTarget((socket, text) => {
    if (text.endsWith('0\r\n\r\n')) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
  await client.until('\r\n\r\n');
  expect(target.received[0]).toContain('transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
  expect(target.received[0]).not.toMatch(/content-length/i);
  expect((await passed(1))[0]?.requestBody).toEqual({ data: '{}', left: 0 });
});

test('whether to go on is for the target to say', async () => {
  const target = await rawTarget((socket, text) => {
    if (text.startsWith('PATCH')) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    else socket.write('HTTP/1.1 204 No Content\r\n\r\n');
  });
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
  await client.until('100 Continue\r\n\r\n');
  client.say('{}');
  expect(await client.until('204 No Content\r\n\r\n')).toBe(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
  );
});

test('an offer of another protocol is not passed on', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
  );
  await client.until('\r\n\r\n');
  expect(target.received[0]).toBe(`GET / HTTP/1.1\r\nHost: ${target.origin.host}\r\n\r\n`);
});

test('large bodies pass whole, and the record keeps their first part', async () => {
  const size = 3 * 1024 * 1024;
  const body = 'a'.repeat(size);
  let got = 0;
  const target = await rawTarget((socket, text) => {
    got += text.length;
    if (got > size)
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n${body}`);
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(`PATCH / HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n${body}`);
  expect((await client.all()).length).toBeGreaterThan(size);
  const [passage] = await passed(1);
  expect(passage?.requestBody.data).toHaveLength(KEPT_AT_MOST);
  expect(passage?.requestBody.left).toBe(size - KEPT_AT_MOST);
  const exchange = exchangeOf(passage as never);
  expect(exchange.request.body?.truncated).toBe(size - KEPT_AT_MOST);
  expect(exchange.response?.body?.truncated).toBe(size - KEPT_AT_MOST);
});

test('a client that does not read keeps the target from filling the memory', async () => {
  const whole = 64 * 1024 * 1024;
  let written = 0;
  const block = Buffer.alloc(1024 * 1024);
  const target = await rawTarget((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${whole}\r\n\r\n`);
    const more = (): void => {
      while (written < whole) {
        written += block.length;
        if (!socket.write(block)) return void socket.once('drain', more);
      }
    };
    more();
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.socket.pause();
  client.say(GET);
  let before = -1;
  // Until nothing moves any more.
  while (written !== before) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(written).toBeLessThan(whole);
  let read = 0;
  client.socket.removeAllListeners('data').on('data', (chunk: Buffer) => (read += chunk.length));
  client.socket.resume();
  const [passage] = await passed(1);
  expect(passage?.responseBody.left).toBe(whole - KEPT_AT_MOST);
  while (read < whole) await once(client.socket, 'data');
});

test('a client that goes away before the answer is noted as that', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  while (!target.received[0]?.endsWith('{}')) await new Promise(setImmediate);
  const closed = once(target.sockets[0] as never, 'close');
  client.socket.destroy();
  const [passage] = await passed(1);
  expect(passage).toMatchObject({ failure: { kind: 'aborted' }, requestWhole: true });
  await closed;
});

test('of a client that goes away in the middle of its request the body is not judged', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{"st');
  while (!target.received[0]?.endsWith('{"st')) await new Promise(setImmediate);
  client.socket.destroy();
  const [passage] = await passed(1);
  expect(passage).toMatchObject({ failure: { kind: 'aborted' }, requestWhole: false });
  expect(exchangeOf(passage as never).observed.requestBody).toBe(false);
});

test('an answer that is cut off is cut off for the client, and is no answer', async () => {
  const cut = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc';
  const target = await rawTarget((socket) => socket.end(cut));
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toBe(cut);
  expect((await passed(1))[0]?.failure?.kind).toBe('reset');
});

test('an answer that is not HTTP reaches the client all the same', async () => {
  const target = await rawTarget((socket) => socket.end('SMTP ready\r\n\r\n'));
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toBe('SMTP ready\r\n\r\n');
  expect((await passed(1))[0]?.failure).toBeDefined();
});

test('a target that no server listens at is a 502 of the proxy, and no answer of the target', async () => {
  const target = await rawTarget('');
  const { port } = target.origin;
  const gone = new URL('http://127.0.0.1:1');
  const { proxy, passed } = await proxyBefore(gone);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toMatch(/^HTTP\/1\.1 502 .*127\.0\.0\.1:1 cannot be reached/s);
  const [passage] = await passed(1);
  expect(passage?.failure?.kind).toBe('refused');
  expect(exchangeOf(passage as never).response).toBeUndefined();
  expect(port).not.toBe('1');
});

test.each([
  ['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: x\r\n\r\n', 505, /HTTP\/1\.0/],
  [
    'a request for another host',
    'GET http://other.example/ HTTP/1.1\r\nHost: other.example\r\n\r\n',
    421,
    /no proxy for other hosts/,
  ],
  ['what is no HTTP', 'HELLO\r\n\r\n', 400, /not HTTP\/1\.1/],
  ['a tunnel', 'CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n', 501, /CONNECT/],
])('%s is refused, and not forwarded', async (_what, request, status, why) => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, refused, passages } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(request);
  expect(await client.all()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(refused.join()).toMatch(why);
  expect(target.sockets).toHaveLength(0);
  expect(passages).toEqual([]);
});

test('takes so many requests and no more', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passages } = await proxyBefore(target.origin, { max: 2 });
  const client = await RawClient.to(proxy.origin);
  client.say(GET + GET + GET);
  await proxy.full;
  expect(await client.all()).toBe('HTTP/1.1 204 No Content\r\n\r\n'.repeat(2));
  expect(passages).toHaveLength(2);
});

test('speaks TLS to the target and to the client', async () => {
  const made = await localCertificate();
  const server = createTlsServer(made, (socket) =>
    socket.on('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n')),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  const target = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { proxy, passed } = await proxyBefore(target, { tls: made, ca: made.cert });
  expect(proxy.origin).toMatch(/^https:/);
  const socket = connectTls({ port: Number(new URL(proxy.origin).port), host: '127.0.0.1', ca: made.cert });
  await once(socket, 'secureConnect');
  atEnd(() => socket.destroy());
  socket.write(PATCH);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(chunk.toString()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  expect((await passed(1))[0]?.wire?.tls).toMatch(/^TLSv1\.[23]$/);
});

test('a certificate that is not trusted is no answer, and says so', async () => {
  const made = await localCertificate();
  const server = createTlsServer(made);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  const { proxy, passed } = await proxyBefore(
    new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`),
  );
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toMatch(/^HTTP\/1\.1 502 /);
  expect((await passed(1))[0]?.failure?.kind).toBe('tls');
});

test('waits with a request while the record lags behind', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  let go = (): void => undefined;
  const room = new Promise<void>((resolve) => (go = resolve));
  const { proxy, passed } = await proxyBefore(target.origin, { room: () => room });
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  await new Promise(setImmediate);
  expect(target.sockets).toHaveLength(0);
  go();
  await passed(1);
});

test('a request that the record has no room for is told of, and its client is left without an answer', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, refused } = await proxyBefore(target.origin, {
    room: () => Promise.reject(new Error('the record is broken')),
  });
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect(await client.all()).toBe('');
  expect(refused).toEqual(['the record is broken']);
  expect(target.sockets).toHaveLength(0);
});

test('gives the answers that are on their way before it ends', async () => {
  let answer = (): void => undefined;
  const target = await rawTarget((socket) => {
    answer = () => socket.write('HTTP/1.1 204 No Content\r\n\r\n');
  });
  const { proxy } = await proxyBefore(target.origin);
  const [busy, idle] = [await RawClient.to(proxy.origin), await RawClient.to(proxy.origin)];
  busy.say(GET);
  while (!target.received[0]) await new Promise(setImmediate);
  const closed = proxy.close();
  await idle.all();
  answer();
  expect(await busy.all()).toBe('HTTP/1.1 204 No Content\r\n\r\n');
  await closed;
});
