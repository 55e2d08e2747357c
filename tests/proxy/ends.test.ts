/** Whoever ends an exchange that passes the proxy, the record has it, and says why there was no whole answer. */
import { once } from 'node:events';
import { Chaos } from '../../src/chaos/chaos';
import { defaultOperation } from '../../src/contract/operation';
import { PATCH, proxyBefore, RawClient, rawTarget, type RawTarget } from './support';

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
    /^16 bytes came that are no answer of HTTP\/1\.1$/,
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

test('what is no HTTP behind a request that is on its way is said to be that', async () => {
  const target = await rawTarget(() => undefined);
  const { proxy, passed } = await proxyBefore(target.origin);
  const client = await RawClient.to(proxy.origin);
  client.say(GET);
  await arrived(target, '\r\n\r\n');
  client.say('\x00\x01\r\n\r\n');
  expect((await passed(1))[0]?.failure?.message).toMatch(
    /^the client sent what is not HTTP\/1\.1 before http:/,
  );
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
  const chaos = new Chaos({ share: 1, seed: 1 }, defaultOperation());
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
