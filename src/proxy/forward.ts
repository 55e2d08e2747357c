import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { ClientEnd } from './client-end';
import { Link, type LinkOptions } from './link';
import { LONGEST_HEAD } from './outgoing';
import { rawRefusal, refuse } from './own-answers';

export interface ProxyOptions extends LinkOptions {
  /** An address of this machine; by default 127.0.0.1. */
  host?: string;
  /** 0 takes any free port. */
  port: number;
  /** PEM of a key and a certificate: clients speak TLS to the proxy. */
  tls?: { key: string; cert: string };
  /** How many requests are forwarded at most. */
  max?: number;
  /** Is awaited before a request is forwarded, so that what keeps the record is not left behind. */
  room?(): Promise<void> | undefined;
  /** Is told of what was no request that could be forwarded. */
  onRefused(why: string): void;
}

export interface RunningProxy {
  /** Scheme, host and port, for clients. */
  origin: string;
  /** Is kept when `max` requests have been forwarded and answered. */
  full: Promise<undefined>;
  /** Takes no more requests, waits a moment for the answers that are on their way, and ends every connection. */
  close(): Promise<void>;
}

/** How long an answer that is on its way is waited for at the end, in milliseconds. */
const LAST_ANSWERS = 1000;

/**
 * Listens on this machine, forwards what it is sent, and hands on what passed. Requests are read and answers
 * understood by Node's own HTTP, which never writes an answer: the bytes of the target go to the client as
 * they came, which no library that writes answers anew could do for a 204 with bytes behind it.
 *
 * @throws what the system says of the port
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { max = Infinity, target, host = '127.0.0.1' } = options;
  const links = new Map<Duplex, Link>();
  let taken = 0;
  let over = 0;
  let fill = (): void => undefined;
  const full = new Promise<undefined>((resolve) => (fill = () => resolve(undefined)));

  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const link = links.get(request.socket);
    const why = unforwardable(request, target);
    if (why) {
      options.onRefused(why.text);
      refuse(response, why.status, why.text);
      return;
    }
    if (!link) return;
    if (taken >= max) return link.finish();
    taken += 1;
    const id = `x${String(taken).padStart(4, '0')}`;
    const room = options.room?.();
    if (room) await room;
    await link.pass(id, request, response).finally(() => {
      over += 1;
      if (over >= max) fill();
    });
  };
  const take = (request: IncomingMessage, response: ServerResponse): void =>
    void pass(request, response).catch((error: Error) => {
      options.onRefused(error.message);
      request.socket.destroy();
    });

  // Nothing of a connection is limited here that the target does not limit.
  const http = createHttpServer({
    maxHeaderSize: LONGEST_HEAD,
    requireHostHeader: false,
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
  });
  http.on('request', take);
  // Whether to go on is for the target to say.
  http.on('checkContinue', take);
  http.on('checkExpectation', take);
  http.on('clientError', (error: NodeJS.ErrnoException, end: Duplex) => {
    const link = links.get(end);
    // In the middle of a request that is being passed on.
    if (link?.busy) return link.destroy('request');
    if (end.destroyed || !end.writable) return;
    options.onRefused(`a request that is not HTTP/1.1 (${error.code ?? error.message})`);
    end.end(rawRefusal(400, 'Bad Request'));
  });
  http.on('connect', (_request: IncomingMessage, end: Duplex) => {
    options.onRefused('a CONNECT: the proxy stands before one target, and opens no tunnels');
    end.end(rawRefusal(501, 'Not Implemented'));
  });

  const connected = (socket: Socket): void => {
    socket.setNoDelay(true);
    const end = new ClientEnd(socket);
    const link = new Link(end, options);
    links.set(end, link);
    end.once('close', () => links.delete(end));
    http.emit('connection', end);
  };
  const listener = options.tls
    ? createTlsServer({ ...options.tls, ALPNProtocols: ['http/1.1'], allowHalfOpen: true }, connected)
    : createTcpServer({ allowHalfOpen: true }, connected);
  listener.on('tlsClientError', (error: Error, socket: Socket) => {
    options.onRefused(`a connection whose TLS failed (${error.message})`);
    socket.destroy();
  });
  // Of a client that says nothing where TLS begins no link knows.
  const sockets = new Set<Socket>();
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listening(listener, options.port, host);
  const { port } = listener.address() as AddressInfo;

  return {
    origin: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    full,
    async close() {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      const idle = (): boolean => ![...links.values()].some(({ busy }) => busy);
      for (const [end, link] of links) if (!link.busy) end.destroy();
      const until = Date.now() + LAST_ANSWERS;
      while (!idle() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const link of links.values()) link.destroy('run');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listening(listener: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, resolve);
  });
}

/** Why a request cannot be forwarded as it is. */
function unforwardable(request: IncomingMessage, target: URL): { status: number; text: string } | undefined {
  if (request.httpVersion !== '1.1')
    return { status: 505, text: `the request is HTTP/${request.httpVersion}, and the proxy speaks HTTP/1.1` };
  if (request.url?.startsWith('/') || request.url === '*') return undefined;
  return {
    status: 421,
    text: `a request for another URL than a path: it stands before ${target.origin}, and is no proxy for other hosts`,
  };
}
