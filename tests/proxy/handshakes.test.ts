import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { localCertificate } from '../../src/proxy/certificate';
import { proxyBefore, rawTarget } from './support';

const certificate = localCertificate();

/** What a proxy with TLS says of the connections of a client, once they have ended and it has closed. */
async function refusedAfter(visit: (port: number) => Promise<void>, expected: number): Promise<string[]> {
  const target = await rawTarget(() => undefined);
  const refused: string[] = [];
  const { proxy } = await proxyBefore(target.origin, {
    tls: await certificate,
    onRefused: (what) => refused.push(what),
  });
  await visit(Number(new URL(proxy.origin).port));
  // The proxy may see the end of a connection after its client does.
  while (refused.length < expected) await sleep(5);
  await proxy.close();
  return refused;
}

const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

/** Sends a text without TLS, or nothing, and waits for the end of the connection. */
const plain =
  (text = '') =>
  async (port: number): Promise<void> => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const closed = closing(socket.resume());
    if (text === '') socket.destroy();
    else socket.end(text);
    await closed;
  };

/** Begins a handshake, and waits for the end of the connection. */
const shakes =
  (options: ConnectionOptions) =>
  async (port: number): Promise<void> => {
    const socket = connectTls({ ...options, port, host: '127.0.0.1' }).on('error', () => undefined);
    socket.once('secureConnect', () => socket.end());
    await closing(socket.resume());
  };

test.each([
  ['plain HTTP', plain('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 'the client sent plain HTTP'],
  ['no trust in the certificate', shakes({}), 'the client closed it during the handshake'],
  [
    'an old version of TLS',
    shakes({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      rejectUnauthorized: false,
      ciphers: 'DEFAULT:@SECLEVEL=0',
    }),
    'unsupported protocol',
  ],
  ['what is no TLS', plain('\x16\x03\x01\x00\x05hello'), ''],
])('a client with %s is named, with the reason in one line', async (_what, visit, reason) => {
  const [line = '', ...others] = await refusedAfter(visit, 1);
  expect(line).toMatch(/^a connection whose TLS failed: [^\n]+$/);
  expect(line).toContain(reason);
  expect(line).not.toContain('SSL routines');
  expect(others).toEqual([]);
});

test.each([
  ['says nothing', plain()],
  ['trusts the certificate', shakes({ rejectUnauthorized: false })],
  [
    'is still in its handshake at the end',
    async (port: number) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      await new Promise<void>((resolve) => socket.write('\x16\x03\x01', () => resolve()));
    },
  ],
])('a client that %s is no failure', async (_what, visit) => {
  expect(await refusedAfter(visit, 0)).toEqual([]);
});

test('a client that ends its side once it has sent its request has its answer', async () => {
  const target = await rawTarget((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
  const { proxy } = await proxyBefore(target.origin, { tls: await certificate });
  const socket = connectTls({
    ...{ port: Number(new URL(proxy.origin).port), host: '127.0.0.1' },
    ...{ rejectUnauthorized: false, allowHalfOpen: true },
  });
  await once(socket, 'secureConnect');
  socket.end('GET /v1.0 HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 204 /);
  socket.destroy();
});
