import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { LIMITS } from '../../src/bounds/limits';
import { fetchDocument, resolverIn } from '../../src/drift/load';
import { Interrupted } from '../../src/interrupted';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';

const folder = temporaryFolder();

describe('an address that takes the connection', () => {
  let server: Server;
  let url: string;
  const sockets = new Set<Socket>();
  let answer: (socket: Socket) => void;
  // At an address of its own for each test: a client may keep a connection ready for the next one.
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.csdl`;
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each<[what: string, answer: (socket: Socket) => void]>([
    ['and stays silent', () => undefined],
    ['and stops behind its head', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab')],
  ])('%s is given up after a time, in one line', async (_, own) => {
    answer = own;
    const given = fetchDocument(url, { times: { whole: 10_000, silence: 100 } });
    await expect(given).rejects.toThrow(UsageError);
    await expect(given).rejects.toThrow(`${url}: it cannot be fetched: nothing came for 0.1 s`);
  });

  test('and sends a byte at a time is given up after a time, too', async () => {
    answer = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n');
      const timer = setInterval(() => socket.write('a'), 10);
      socket.on('close', () => clearInterval(timer));
    };
    const given = fetchDocument(url, { times: { whole: 200, silence: 10_000 } });
    await expect(given).rejects.toThrow('it cannot be fetched: it has not come within 0.2 s');
  });

  test.each<[what: string, text: string, why: RegExp]>([
    ['nothing', '', /the connection was closed before the answer was whole$/],
    ['what is not HTTP', 'SSH-2.0-x\r\n', /the answer is not HTTP$/],
    [
      'a part of a body',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab',
      /the connection was closed before the answer was whole$/,
    ],
    [
      'a part of a chunked body',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab',
      /the connection was closed before the answer was whole$/,
    ],
    [
      'compression that is broken',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd',
      /its compression is broken$/,
    ],
    [
      'Brotli that is broken',
      'HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\n\u007f\u007f\u007f\u007f',
      /its compression is broken$/,
    ],
  ])('and answers with %s is told why', async (_, text, why) => {
    answer = (socket) => socket.once('data', () => socket.end(text));
    const given = fetchDocument(url, {});
    await expect(given).rejects.toThrow(UsageError);
    await expect(given).rejects.toThrow(why);
  });

  test('and refuses, or has too much, is left before the rest has come', async () => {
    for (const head of [
      '404 Not Found\r\nContent-Length: 9',
      `200 OK\r\nContent-Length: ${LIMITS.fetched + 1}`,
    ]) {
      let closed: Promise<unknown> | undefined;
      answer = (socket) => {
        closed ??= once(socket, 'close');
        socket.once('data', () => socket.write(`HTTP/1.1 ${head}\r\n\r\nab`));
      };
      await expect(fetchDocument(url)).rejects.toThrow(UsageError);
      await closed;
    }
  });

  test('a page that is larger than any is refused before it is held', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * LIMITS.page), { level: 1 });
    for (const name of ['Content-Encoding: gzip', 'X-Kind: file']) {
      answer = (socket) =>
        socket.once('data', () => {
          socket.write(`HTTP/1.1 200 OK\r\n${name}\r\nContent-Length: ${bomb.length}\r\n\r\n`);
          socket.end(bomb);
        });
      await expect(fetchDocument(url, { isPage: true })).rejects.toThrow(
        /it is larger than the limit of 524288 characters for a page; GRAPH_CONTRACT_LIMITS=page=\d+ raises it$/,
      );
    }
  });

  test.each<[what: string, answer: () => Buffer | string]>([
    [
      'says that it is',
      () => `HTTP/1.1 200 OK\r\nContent-Length: ${LIMITS.fetched + 1}\r\nConnection: close\r\n\r\n`,
    ],
    [
      'is, once its gzip is undone',
      () =>
        Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'),
          gzipSync(Buffer.alloc(LIMITS.fetched + 1), { level: 1 }),
        ]),
    ],
  ])('what %s larger than is read is refused, with the limit', async (_, bytes) => {
    answer = (socket) => socket.once('data', () => socket.end(bytes()));
    await expect(fetchDocument(url)).rejects.toThrow(
      /it has more than 64 MB; GRAPH_CONTRACT_LIMITS=fetched=\d+ raises it$/,
    );
  });

  test('sends nothing to an address that is not fetched, and follows one that is', async () => {
    const led = (to: string): string =>
      `HTTP/1.1 302 Found\r\nLocation: ${to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    const asked: string[] = [];
    answer = (socket) =>
      socket.once('data', (bytes) => {
        const path = String(bytes).split(' ')[1] as string;
        asked.push(path);
        if (path === '/a.csdl') return socket.end(led('/b.csdl'));
        if (path === '/b.csdl') return socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfound');
        return socket.end(led(path === '/away' ? url.replace('127.0.0.1', '0.0.0.0') : path));
      });
    expect((await fetchDocument(url)).text).toBe('found');
    const away = url.replace('/a.csdl', '/away');
    await expect(fetchDocument(away)).rejects.toThrow(`${away}: it leads to an address that is not fetched`);
    await expect(fetchDocument(url.replace('/a.csdl', '/again'))).rejects.toThrow(
      'it leads on more than 5 times',
    );
    expect(asked).toEqual(['/a.csdl', '/b.csdl', '/away', ...Array<string>(6).fill('/again')]);
  });

  test('of another host leads to no service of this machine, nor to what is no address', async () => {
    const asked: string[] = [];
    const fetching = jest.spyOn(globalThis, 'fetch');
    try {
      for (const to of [
        url,
        'https://localhost/b.csdl',
        'https://[::1]/b.csdl',
        'https://graph.localhost./b.csdl',
        'https://[::ffff:127.0.0.1]/b.csdl',
        'https://:x/',
        'file:///etc',
      ]) {
        fetching.mockImplementation((from) => {
          asked.push(String(from));
          return Promise.resolve(new Response(null, { status: 302, headers: { Location: to } }));
        });
        await expect(fetchDocument('https://other.example/a.csdl')).rejects.toThrow(
          'https://other.example/a.csdl: it leads to an address that is not fetched',
        );
      }
    } finally {
      fetching.mockRestore();
    }
    expect(asked).toEqual(Array<string>(7).fill('https://other.example/a.csdl'));
  });

  test('is given up at once where the user ends the command', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const given = fetchDocument(url, { signal: controller.signal });
    controller.abort();
    await expect(given).rejects.toThrow(Interrupted);
  });
});

test('a page includes Markdown beside it, and no other file of this machine', async () => {
  mkdirSync(path.join(folder, 'pages', 'api'), { recursive: true });
  mkdirSync(path.join(folder, 'pages', 'includes'));
  writeFileSync(path.join(folder, 'pages', 'includes', 'part.md'), 'a part');
  writeFileSync(path.join(folder, 'secret'), 'canary');
  symlinkSync(path.join(folder, 'secret'), path.join(folder, 'pages', 'includes', 'led.md'));
  const resolve = resolverIn(folder);
  const from = path.join('pages', 'api', 'update.md');
  expect((await resolve(from, '../includes/part.md'))?.text).toBe('a part');
  for (const target of ['../../secret', '../includes/led.md', '/etc/passwd', 'file:///etc/passwd'])
    expect([target, await resolve(from, target)]).toEqual([target, undefined]);
});
