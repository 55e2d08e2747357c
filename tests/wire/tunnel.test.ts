import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createServer as createTls } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { connectTo } from '../../src/wire/connection';
import { certificate, startRaw, type Step } from './raw-server';

/** A proxy that tunnels, or refuses; and what it was asked. */
async function startHttpProxy(status = 200) {
  const asked: { to: string | undefined; credentials: string | undefined }[] = [];
  const server: Server = createServer();
  server.on('connect', (request, socket) => {
    asked.push({ to: request.url, credentials: request.headers['proxy-authorization'] });
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const [host, port] = (request.url ?? '').split(':');
    const far = connect(Number(port), host === 'provider.example' ? '127.0.0.1' : (host as string), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket);
      socket.pipe(far);
    });
    socket.on('error', () => far.destroy());
    far.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: new URL(`http://user:pa%40ss@127.0.0.1:${port}`),
    close: () => (server.closeAllConnections(), server.close()),
  };
}

async function answerThrough(origin: URL, transport: object): Promise<string> {
  const socket = await connectTo(origin, { timeout: 2000, ...transport });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  let text = '';
  for await (const bytes of socket) text += String(bytes);
  return text;
}

test('a connection goes through the proxy, with its credentials, plain', async () => {
  const provider = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const proxy = await startHttpProxy();
  const { port } = provider.address() as AddressInfo;
  try {
    expect(await answerThrough(new URL(`http://provider.example:${port}`), { proxy: proxy.url })).toContain(
      'hello',
    );
    expect(proxy.asked).toEqual([
      {
        to: `provider.example:${port}`,
        credentials: `Basic ${Buffer.from('user:pa@ss').toString('base64')}`,
      },
    ]);
  } finally {
    proxy.close();
    provider.close();
  }
});

test('and with TLS, and the certificate of the client', async () => {
  const own = await certificate();
  const provider = createTls(
    { ...own, requestCert: true, ca: own.cert, rejectUnauthorized: true },
    (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(`hello ${subject.CN}`);
    },
  ).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const proxy = await startHttpProxy();
  const { port } = provider.address() as AddressInfo;
  const origin = new URL(`https://localhost:${port}`);
  try {
    const given = { ca: own.cert, proxy: proxy.url };
    expect(await answerThrough(origin, { ...given, client: own })).toContain('hello localhost');
    await expect(answerThrough(origin, given)).rejects.toThrow();
  } finally {
    proxy.close();
    provider.close();
  }
});

test.each([
  [407, /^the proxy 127\.0\.0\.1:\d+ answered 407 to CONNECT$/],
  [502, /^the proxy 127\.0\.0\.1:\d+ answered 502 to CONNECT$/],
])('a proxy that answers %d is told of, without its password', async (status, message) => {
  const proxy = await startHttpProxy(status);
  try {
    await expect(answerThrough(new URL('https://provider.example'), { proxy: proxy.url })).rejects.toThrow(
      message,
    );
  } finally {
    proxy.close();
  }
});

test.each<[string, Step[], RegExp]>([
  [
    'switches protocols',
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
    /answered 101/,
  ],
  ['does not come to an answer', ['HTTP/1.1 102 Processing\r\n\r\n'], /answered 102/],
  [
    'sends headers without end',
    ['HTTP/1.1 200 OK\r\n', ...Array(60).fill(['x: y\r\n', 20]).flat()],
    /within 300 ms/,
  ],
  ['closes at once', ['end'], /./],
  ['is no HTTP', ['220 mail.example ESMTP\r\n\r\n'], /./],
])('a proxy that %s ends the attempt', async (_what, steps, message) => {
  const server = await startRaw(() => steps);
  try {
    const opening = connectTo(new URL('http://provider.example'), { timeout: 300, proxy: server.origin });
    await expect(opening).rejects.toThrow(message);
  } finally {
    await server.close();
  }
});
