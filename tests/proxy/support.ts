import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Passage } from '../../src/proxy/passage';
import { startProxy, type ProxyOptions, type RunningProxy } from '../../src/proxy/forward';

/** A target that answers each request with bytes of the test's own, whatever HTTP says of them. */
export interface RawTarget {
  origin: URL;
  /** What each connection was sent, in the order of the connections. */
  received: string[];
  sockets: Socket[];
}

type Answering = (socket: Socket, request: string, connection: number) => void;

/** What a test closes at its end, the last first. */
const closing: (() => unknown)[] = [];
afterEach(async () => {
  while (closing.length > 0) await closing.pop()?.();
});
export const atEnd = (close: () => unknown): void => void closing.push(close);

/** @param answer is called with what came since the last call, whenever a request's head (and so far body) is there */
export async function rawTarget(
  answer: Answering | string,
  { allowHalfOpen = false } = {},
): Promise<RawTarget> {
  const target: RawTarget = { origin: new URL('http://127.0.0.1'), received: [], sockets: [] };
  const server = createServer({ allowHalfOpen }, (socket) => {
    const connection = target.sockets.push(socket) - 1;
    target.received[connection] = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      target.received[connection] += text;
      if (typeof answer === 'string') socket.write(answer, 'latin1');
      else answer(socket, text, connection);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  atEnd(() => {
    for (const socket of target.sockets) socket.destroy();
    server.close();
  });
  return target;
}

export interface Before {
  proxy: RunningProxy;
  passages: Passage[];
  refused: string[];
  /** Is kept when so many exchanges are over. */
  passed(count: number): Promise<Passage[]>;
}

/** A proxy before a target, with what it hands on. */
export async function proxyBefore(target: URL, options: Partial<ProxyOptions> = {}): Promise<Before> {
  const passages: Passage[] = [];
  const refused: string[] = [];
  let arrived = (): void => undefined;
  const proxy = await startProxy({
    target,
    port: 0,
    timeout: 10_000,
    onPassage: (passage) => {
      passages.push(passage);
      arrived();
    },
    onRefused: (why) => refused.push(why),
    ...options,
  });
  atEnd(() => proxy.close());
  return {
    proxy,
    passages,
    refused,
    passed: (count) =>
      new Promise((resolve) => {
        arrived = () => {
          if (passages.length >= count) resolve(passages);
        };
        arrived();
      }),
  };
}

/** A client that writes and reads bytes. */
export class RawClient {
  private text = '';
  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
  }

  /** @param tls false: whatever listens there, no TLS begins */
  static async to(origin: string, tls = origin.startsWith('https:')): Promise<RawClient> {
    const place = { port: Number(new URL(origin).port), host: '127.0.0.1', allowHalfOpen: true };
    const socket = tls ? connectTls({ ...place, rejectUnauthorized: false }) : connect(place);
    await once(socket, tls ? 'secureConnect' : 'connect');
    atEnd(() => socket.destroy());
    return new RawClient(socket);
  }

  say(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** All that came, once it ends with this text. */
  async until(end: string): Promise<string> {
    while (!this.text.endsWith(end)) await once(this.socket, 'data');
    return this.text;
  }

  /** All that came, once the other side has said its last. */
  async all(): Promise<string> {
    if (!this.socket.readableEnded && !this.socket.destroyed)
      await Promise.race([once(this.socket, 'end'), once(this.socket, 'close')]);
    return this.text;
  }
}

export const PATCH = [
  'PATCH /v1.0/policies HTTP/1.1',
  'hOST: client.example',
  'X-Twice: 1',
  'x-twice: 2',
  'Content-Length: 2',
  '',
  '{}',
].join('\r\n');
