/** Whoever ends an exchange that passes the proxy, the record has it, and says why there was no whole answer. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Chaos } from '../../src/chaos/chaos';
import { defaultOperation } from '../../src/contract/operation';
import { localCertificate } from '../../src/proxy/certificate';
import { atEnd, PATCH, proxyBefore, RawClient, rawTarget, type RawTarget } from './support';

const certificate = localCertificate();
const GET = 'GET /v1.0/policies HTTP/1.1\r\nHost: x\r\n\r\n';
const arrived = async ({ received }: RawTarget, end: string): Promise<void> => {
  while (!received[0]?.endsWith(end)) await new Promise(setImmediate);
};

test.each<[string, string, string, RegExp]>([
  ['says nothing', '', 'aborted', /^the client closed the connection before http:\S+ had answered$/],
  [
    'begins an answer',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab',
    'aborted',
    /^the client closed the connection before the answer of http:\S+ was whole$/,
  ],
  ['begins a head', 'HTTP/1.1 200 OK\r\nConte', 'aborted', /had answered$/],
  [
    'says what is no HTTP',
    '220 mail ESMTP\r\n',
    'protocol',
    /^16 bytes came that are not an HTTP\/1\.1 answer$/,
  ],
  ['speaks HTTP/2', '\x00\x00\x12\x04\x00\x00\x00\x00\x00', 'protocol', /^9 bytes came/],
])('a client gives up before a target that %s', async (_what, answer, kind, message) => {
  const target = await rawTarget((socket) => socket.write(answer, 'latin1'));
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(PATCH);
  await arrived(target, '{}');
  if (answer !== '') await client.until(answer);
  client.socket.destroy();
  const [passage] = await passed(1);
  expect(passage?.failure).toEqual({ kind, message: expect.stringMatching(message) });
});

test('a client that has said its last does not hide that the target speaks no HTTP/1.1', async () => {
  const target = await rawTarget(
    (socket) => {
      socket.once('end', () => socket.end('220 mail ESMTP\r\n'));
    },
    { allowHalfOpen: true },
  );
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  client.socket.end();
  expect((await passed(1))[0]?.failure?.kind).toBe('protocol');
});

test.each([
  ['101', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', 101],
  ['more than was announced', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}}}}', 200],
])('behind an answer of %s the connections end', async (_what, answer, status) => {
  const target = await rawTarget((socket) => {
    socket.write(answer);
    const babble = setInterval(() => socket.write('babble'), 50);
    socket.once('close', () => clearInterval(babble));
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  expect((await client.all()).slice(0, answer.length)).toBe(answer);
  expect((await passed(1))[0]).not.toHaveProperty('failure');
  expect((await passed(1))[0]?.wire?.head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  if (!target.sockets[0]?.destroyed) await once(target.sockets[0] as never, 'close');
});

test('behind such an answer the next request goes over another connection, and the old one is silent', async () => {
  const target = await rawTarget((socket, _text, connection) => {
    if (connection > 0) return void socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    socket.once('close', () => clearInterval(babble));
    const babble = setInterval(() => socket.write('babble'), 20);
  });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET + GET);
  expect(await client.all()).toMatch(/^HTTP\/1\.1 101 .*HTTP\/1\.1 204 No Content\r\n\r\n$/s);
  expect((await passed(2)).map(({ wire }) => wire?.head.slice(9, 12))).toEqual(['101', '204']);
});

test('a run that ends before the answer says so', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  await arrived(target, '\r\n\r\n');
  await proxy.close();
  expect((await passed(1))[0]?.failure).toEqual({
    kind: 'aborted',
    message: `the run ended before ${target.origin.origin} had answered`,
  });
});

test.each([
  ['what is no HTTP', '\x00\x01\r\n\r\n', 400, /^a request that is not HTTP\/1\.1 \(HPE_/],
  [
    'a method in lower case',
    'patch / HTTP/1.1\r\nHost: x\r\n\r\n',
    501,
    /^the method is patch: .* say PATCH$/,
  ],
  ['a method of no standard', 'FROB / HTTP/1.1\r\nHost: x\r\n\r\n', 400, /HPE_INVALID_METHOD/],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 505, /HTTP\/1\.0/],
  ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n', 501, /CONNECT/],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, /not HTTP\/1\.1/],
])('%s behind a request is refused when that has its answer', async (_what, second, status, why) => {
  let answer = (): void => undefined;
  const target = await rawTarget((socket) => {
    answer = () => socket.write('HTTP/1.1 204 No Content\r\n\r\n');
  });
  const { proxy, passed, refused } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET + second);
  await arrived(target, '\r\n\r\n');
  answer();
  expect(await client.all()).toMatch(
    new RegExp(`^HTTP/1\\.1 204 No Content\r\n\r\nHTTP/1\\.1 ${status} .*\r\nConnection: close\r\n`, 's'),
  );
  expect((await passed(1))[0]).not.toHaveProperty('failure');
  expect(refused).toEqual([expect.stringMatching(why)]);
});

test('a body in chunks that are none is an end of its request, and not of the client', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed, refused } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n');
  client.say('none\r\n');
  expect((await passed(1))[0]).toMatchObject({
    requestWhole: false,
    failure: { message: 'the client sent what is not HTTP/1.1 before its request was whole' },
  });
  expect(refused).toEqual(['a request that is not HTTP/1.1 (HPE_INVALID_CHUNK_SIZE)']);
});

test('a client that says its last in the middle of a body has left', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed, refused } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say('PATCH / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{}');
  await arrived(target, '{}');
  client.socket.end();
  expect((await passed(1))[0]?.failure).toEqual({
    kind: 'aborted',
    message: 'the client closed the connection before its request was whole',
  });
  expect(refused).toEqual([]);
});

describe('half a head is told of', () => {
  const half = 'PATCH /v1.0/policies HTTP/1.1\r\nHo';
  test.each<[string, (client: RawClient, close: () => Promise<void>) => unknown]>([
    ['by its end', ({ socket }) => socket.end()],
    ['by a reset', ({ socket }) => socket.resetAndDestroy()],
    ['by the end of the run', (_client, close) => close()],
  ])('%s', async (_how, end) => {
    const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
    const { proxy, passed, refused } = await proxyBefore(target.origin);
    const client = await RawClient.to(proxy.origin);
    // Behind a whole one, so that it is known to have been read.
    client.say(GET + half);
    await passed(1);
    await end(client, () => proxy.close());
    while (refused.length === 0) await new Promise(setImmediate);
    expect(refused).toEqual(['a request whose head has no end']);
  });

  test('and a connection that says nothing is not', async () => {
    const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
    const { proxy, passed, refused } = await proxyBefore(target.origin);
    const clients = await Promise.all([1, 2, 3].map(() => RawClient.to(proxy.origin)));
    clients[0]?.say(`${GET}\r\n`);
    await passed(1);
    clients[1]?.socket.end();
    clients[2]?.socket.resetAndDestroy();
    await proxy.close();
    expect(refused).toEqual([]);
  });
});

test('many requests at once are all answered, in their order, also where their client has said its last', async () => {
  const target = await rawTarget(
    (socket, text) => {
      for (const [, path] of text.matchAll(/^GET (\S+)/gm))
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${path?.length}\r\n\r\n${path}`);
    },
    { allowHalfOpen: true },
  );
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  const paths = Array.from({ length: 50 }, (_, at) => `/${at + 1}`);
  client.say(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  client.socket.end();
  expect((await client.all()).match(/\/\d+(?=HTTP|$)/g)).toEqual(paths);
  const passages = await passed(paths.length);
  expect(passages.map(({ url }) => new URL(url).pathname)).toEqual(paths);
  expect(passages.filter(({ failure }) => failure)).toEqual([]);
});

test('of a client that has said its last before a silent target, all is on record when the run ends', async () => {
  const target = await rawTarget(() => undefined, { allowHalfOpen: true });
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET + GET);
  client.socket.end();
  await arrived(target, '\r\n\r\n');
  await proxy.close();
  expect((await passed(2)).map(({ failure }) => failure?.message)).toEqual([
    `the run ended before ${target.origin.origin} had answered`,
    'the run ended before the request was forwarded',
  ]);
});

test('what waits for the record when the run ends is on it', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  let asked = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (asked = resolve));
  const { proxy, passed } = await proxyBefore(target.origin, {
    room: () => {
      asked();
      return new Promise(() => undefined);
    },
  });
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  await waiting;
  await proxy.close();
  expect((await passed(1))[0]?.failure?.message).toBe('the run ended before the request was forwarded');
});

test.each([
  ['the target', ({ origin }: URL) => origin],
  ['the proxy', (_target: URL, proxy: string) => proxy],
  ['the proxy by another name', (_target: URL, proxy: string) => proxy.replace('127.0.0.1', 'LOCALHOST')],
])('the absolute form of %s is its path', async (_whose, origin) => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const { proxy, passed, refused } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  const at = origin(target.origin, proxy.origin);
  client.say(`GET ${at}/a%20b?c HTTP/1.1\r\nHost: x\r\n\r\nGET ${at}?d HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect((await passed(2)).map(({ url }) => url.replace(target.origin.origin, ''))).toEqual([
    '/a%20b?c',
    '/?d',
  ]);
  expect(target.received[0]).toMatch(/^GET \/a%20b\?c HTTP\/1\.1\r\n[^]*GET \/\?d HTTP\/1\.1\r\n/);
  expect(refused).toEqual([]);
});

test('requests behind one whose client has left are on record', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET + GET + GET);
  await arrived(target, '\r\n\r\n');
  client.socket.resetAndDestroy();
  const passages = await passed(3);
  expect(passages.map(({ failure }) => failure?.kind)).toEqual(['aborted', 'aborted', 'aborted']);
  expect(passages[2]?.failure?.message).toBe(
    'the client closed the connection before the request was forwarded',
  );
});

test('requests behind a cut connection are lost with it, and no fault of the target', async () => {
  const target = await rawTarget('HTTP/1.1 204 No Content\r\n\r\n');
  const chaos = new Chaos({ share: 1, seed: 1 }, [defaultOperation()]);
  const { proxy, passed } = await proxyBefore(target.origin, { mischief: () => chaos.mischief('drop') });
  const client = await RawClient.to(proxy.origin);
  client.say(GET + GET);
  expect((await passed(2)).map(({ injected }) => injected)).toEqual(['drop', 'drop']);
});

test('a slow answer is waited for no longer than its client is there', async () => {
  const target = await rawTarget('');
  let asked = (): void => undefined;
  const meddled = new Promise<void>((resolve) => (asked = resolve));
  const { proxy, passed } = await proxyBefore(target.origin, {
    mischief: () => {
      asked();
      return { kind: 'slow', name: 'slow', ms: 600_000 };
    },
  });
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  await meddled;
  client.socket.resetAndDestroy();
  expect((await passed(1))[0]).toMatchObject({ injected: 'slow', failure: { kind: 'aborted' } });
});

test('a connection to the target is waited for no longer than its client is there', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(new URL(`https://${target.origin.host}`), { timeout: 600_000 });
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  while (target.received[0] === undefined) await new Promise(setImmediate);
  client.socket.resetAndDestroy();
  const [passage] = await passed(1);
  expect(passage?.failure).toEqual({
    kind: 'aborted',
    message: `the client closed the connection before https://${target.origin.host} took a connection`,
  });
});

describe('the proxy is closed in time', () => {
  /** What a client has said by then; those of TLS have shaken hands. */
  test.each<[what: string, tls: boolean, said: string, shaken: boolean]>([
    ['nothing, where TLS begins', true, '', false],
    ['half of a handshake', true, '\x16\x03\x01\x02\x00\x01', false],
    ['plain HTTP, where TLS begins', true, GET, false],
    ['nothing behind a handshake', true, '', true],
    ['half of a head over TLS', true, GET.slice(0, 30), true],
    ['half of a body over TLS', true, 'PATCH /v1.0 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{', true],
    ['nothing', false, '', false],
    ['half of a head', false, GET.slice(0, 30), false],
  ])('before a client that has said %s', async (_what, tls, said, shaken) => {
    const target = await rawTarget(() => undefined);
    const { proxy } = await proxyBefore(target.origin, tls ? { tls: await certificate } : {});
    const port = Number(new URL(proxy.origin).port);
    const socket = shaken
      ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
      : connect(port, '127.0.0.1');
    atEnd(() => socket.destroy());
    socket.on('error', () => undefined);
    await once(socket, shaken ? 'secureConnect' : 'connect');
    socket.write(said, 'latin1');
    const closed = new Promise((resolve) => socket.resume().once('close', resolve));
    await proxy.close();
    await closed;
  });
});
