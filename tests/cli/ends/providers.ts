/** Providers that keep to HTTP until some request, and then do not. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { localCertificate } from '../../../src/proxy/certificate';
import { startFaulty, type Behaviour } from '../../../src/fleet/faults';
import type { Call, Message, Piece } from '../../../src/fleet/faults/behaviour';
import { ORIGINAL } from '../../live/support';

export interface Hostile {
  url: string;
  close(): Promise<void>;
}

type Write = (message: Message) => readonly Piece[];

const CUT = 'end of connection' as const;
const NOT_ALL = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** What is written in the place of an answer. */
export const ANSWERS: Readonly<Record<string, Write>> = {
  nothing: () => [],
  'nothing, and the end': () => [CUT],
  'a 101': () => ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
  'a 101 and bytes': () => ['HTTP/1.1 101 Switching Protocols\r\n\r\n', '\x81\x02hi', 50, '\x81\x02hi'],
  'interim answers alone': () => ['HTTP/1.1 102 Processing\r\n\r\n'.repeat(1000)],
  'half a status line': () => ['HTTP/1.1 2', CUT],
  'half a status line, and no end': () => ['HTTP/1.1 2'],
  'half a head': () => [`${NOT_ALL}X-`, CUT],
  'half a head, and no end': () => [`${NOT_ALL}X-`],
  'a head alone': () => [`${NOT_ALL}Content-Length: 20\r\n\r\n`, CUT],
  'half a body': () => [`${NOT_ALL}Content-Length: 20\r\n\r\n{"a":`, CUT],
  'half a body, and no end': () => [`${NOT_ALL}Content-Length: 20\r\n\r\n{"a":`],
  'half a chunk': () => [`${NOT_ALL}Transfer-Encoding: chunked\r\n\r\n5\r\nab`, CUT],
  'chunks that are none': () => [`${NOT_ALL}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`],
  'a length that is too short': ({ head, body }) => [
    head.replace(/Content-Length: \d+/i, 'Content-Length: 2'),
    body,
    '}'.repeat(1000),
  ],
  'a length that is too long': ({ head, body }) => [
    head.replace(/Content-Length: \d+/i, 'Content-Length: 999999'),
    body,
  ],
  'two lengths': () => [`${NOT_ALL}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  'deep JSON': () => [`${NOT_ALL}Content-Length: ${deep.length}\r\n\r\n${deep}`],
  'another protocol': () => ['220 mail.example ESMTP\r\n'],
  'HTTP/2': () => ['\x00\x00\x12\x04\x00\x00\x00\x00\x00'],
  TLS: () => ['\x15\x03\x01\x00\x02\x02\x46'],
  'an answer twice': ({ head, body }) => [head + body + head + body],
  'a body that trickles': () => [
    `${NOT_ALL}Content-Length: 100\r\n\r\n`,
    ...Array.from({ length: 200 }, () => [' ', 20] as const).flat(),
  ],
};

/** When it begins. */
export const PLACES = {
  first: () => true,
  later: (_call: Call, nth: number) => nth >= 12,
  'a batch': ({ path }: Call) => path.endsWith('/$batch'),
  'a write': ({ method }: Call) => method === 'PATCH',
  'the put-back': ({ method, json, before }: Call) =>
    method === 'PATCH' &&
    json['defaultLength'] === ORIGINAL.defaultLength &&
    before.defaultLength !== ORIGINAL.defaultLength,
} as const satisfies Record<string, (call: Call, nth: number) => boolean>;

/** The embedded provider, which from some request on answers each with this. */
export async function from(
  place: keyof typeof PLACES,
  answer: Write,
  tls?: { key: string; cert: string },
): Promise<Hostile> {
  let nth = 0;
  let struck = false;
  const behaviour: Behaviour = {
    request(call) {
      struck ||= PLACES[place](call, (nth += 1));
      return {};
    },
    wire: (message) => (struck ? answer(message) : [message.head + message.body]),
  };
  const provider = await startFaulty(behaviour, tls ? { tls } : {});
  provider.store.set(ORIGINAL);
  return provider;
}

/** What is done to a connection, before anything is asked over it. */
export const CONNECTIONS: Readonly<Record<string, (socket: Socket) => void>> = {
  'closes at once': (socket) => void socket.destroy(),
  'resets at once': (socket) => void socket.resetAndDestroy(),
  'resets at a request': (socket) => void socket.once('data', () => socket.resetAndDestroy()),
  'reads nothing': (socket) => void socket.pause(),
  'says headers without end': (socket) => endless(socket, 'HTTP/1.1 200 OK\r\n', 'X-More: 1\r\n'),
  'says a body without end': (socket) =>
    endless(socket, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n', '[1,2,3],'),
  'says interim answers without end': (socket) => endless(socket, '', 'HTTP/1.1 102 Processing\r\n\r\n'),
};

function endless(socket: Socket, first: string, more: string): void {
  const block = more.repeat(1000);
  const go = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.once('data', () => {
    socket.write(first);
    go();
  });
  socket.on('drain', go);
}

/** A server of connections, plain or behind TLS. */
export async function connections(
  serve: (socket: Socket) => void,
  tls?: { key: string; cert: string },
): Promise<Hostile> {
  const sockets = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  };
  const server = tls ? createTls(tls, take) : createServer(take);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/v1.0`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export { localCertificate };
