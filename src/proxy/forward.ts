import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { ClientEnd } from './client-end';
import { Link, type LinkOptions } from './link';
import { LONGEST_HEAD } from './outgoing';
import { pathFor, unforwardable, unreadable } from './unforwardable';

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
  /** Is told of what a client said that is not forwarded: none of it is on record. */
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
    if (!link) return;
    request.url = pathFor(request.url as string, target, port);
    const why = unforwardable(request, target);
    if (why) {
      options.onRefused(why.text);
      return link.refuse(response, why.status, why.text);
    }
    if (taken >= max) return link.finish();
    taken += 1;
    const id = `x${String(taken).padStart(4, '0')}`;
    await link.pass(id, request, response, options.room?.()).finally(() => {
      over += 1;
      if (over >= max) fill();
    });
  };
  /** What is being answered: all of it is on record before the proxy is closed. */
  const passing = new Set<Promise<void>>();
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    const passed = pass(request, response).catch((error: Error) => {
      options.onRefused(error.message);
      request.socket.destroy();
    });
    passing.add(passed);
    void passed.then(() => passing.delete(passed));
  };

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
    const { why, status, isCutOff } = unreadable(error);
    // In the middle of a request that is being passed on.
    if (link?.receiving) return link.destroy(isCutOff ? 'client' : 'request');
    if (!link || link.isDeaf) return;
    options.onRefused(why);
    void link.refuseUnread(status);
  });
  http.on('connect', (_request: IncomingMessage, end: Duplex) => {
    options.onRefused('a CONNECT: the proxy stands before one target, and opens no tunnels');
    void links.get(end)?.refuseUnread(501);
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
    // Who only looks whether somebody listens has asked for nothing.
    if (socket.bytesRead > 0) options.onRefused(`a connection whose TLS failed (${error.message})`);
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
      for (const link of links.values()) if (!link.busy) link.destroy('run');
      await atLast(idle);
      for (const link of links.values()) link.destroy('run');
      for (const socket of sockets) socket.destroy();
      await closed;
      // What was said by half is told of, and what was on its way is on record.
      await new Promise(setImmediate);
      await atLast(() => passing.size === 0);
    },
  };
}

/** Waits a moment for something to be so. */
async function atLast(isSo: () => boolean): Promise<void> {
  const until = Date.now() + LAST_ANSWERS;
  while (!isSo() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
}

function listening(listener: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, resolve);
  });
}
