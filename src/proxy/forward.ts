import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { CONNECTIONS, PATIENCE, type Patience } from '../bounds/serving';
import { ClientEnd } from './client-end';
import { BODIES_HELD, Holding, type BodiesHeld } from './gather';
import { watchHandshakes } from './handshakes';
import { Link, type LinkOptions } from './link';
import { LONGEST_HEAD } from './outgoing';
import { tardiness } from './tardiness';
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
  /** How long clients may take, and how many connections they may have; by default as serving.ts has it. */
  patience?: Patience;
  connections?: number;
  /** How much of bodies in chunks is held. */
  bodies?: BodiesHeld;
  /** Is awaited before a request is forwarded, so that what keeps the record is not left behind. */
  room?(): Promise<void> | undefined;
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
 * they came, which no library that writes answers anew could do for a 204 with bytes after it.
 *
 * @throws what the system says of the port
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { host = '127.0.0.1' } = options;
  const proxy = new Proxying(options);
  const http = proxy.reader();
  const connected = (socket: Socket): void => void http.emit('connection', proxy.linked(socket));
  const listener = options.tls
    ? createTlsServer(
        {
          ...options.tls,
          ...{ ALPNProtocols: ['http/1.1'], handshakeTimeout: PATIENCE.head },
        },
        (socket) => {
          // A client may end its side once it has sent its request, and not in the middle of a handshake.
          socket.allowHalfOpen = true;
          connected(socket);
        },
      )
    : createTcpServer({ allowHalfOpen: true }, connected);
  const unwatched =
    'setSecureContext' in listener
      ? watchHandshakes(listener, (reason) => options.onRefused(`a connection whose TLS failed: ${reason}`))
      : undefined;
  const { connections = CONNECTIONS } = options;
  listener.maxConnections = connections;
  listener.once('drop', () =>
    options.onRefused(`a connection: there were ${connections} at a time, and further ones are closed`),
  );
  // A client that never starts TLS has no link, so that its socket is kept here.
  const sockets = new Set<Socket>();
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listening(listener, options.port, host);
  const { port } = listener.address() as AddressInfo;
  proxy.port = port;

  return {
    origin: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    full: proxy.full,
    async close() {
      unwatched?.();
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      await proxy.end();
      for (const socket of sockets) socket.destroy();
      await closed;
      await proxy.ended();
    },
  };
}

/** How often it is looked whether a client takes too long, in milliseconds. */
const LOOKED_EVERY = 1000;

/** What is forwarded, and by which links. */
class Proxying {
  /** The port that is listened on, once it is. */
  port = 0;
  private fill = (): void => undefined;
  /** Is kept when as many requests as may be were forwarded and answered. */
  readonly full = new Promise<undefined>((resolve) => (this.fill = () => resolve(undefined)));
  private readonly links = new Map<ClientEnd, Link>();
  /** What is being answered: all of it is on record before the proxy is closed. */
  private readonly passing = new Set<Promise<void>>();
  private taken = 0;
  private over = 0;

  private readonly holding: Holding;
  private readonly patience: Patience;
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly options: ProxyOptions) {
    this.holding = new Holding(options.bodies ?? BODIES_HELD);
    this.patience = options.patience ?? PATIENCE;
    const every = Math.min(LOOKED_EVERY, this.patience.head, this.patience.silence);
    this.looking = setInterval(() => this.endTardy(), every).unref();
  }

  private readonly linkOf = (end: Duplex): Link | undefined => this.links.get(end as ClientEnd);

  /** A link for a client that has connected. @returns its end, from which requests are read */
  linked(socket: Socket): ClientEnd {
    socket.setNoDelay(true);
    const end = new ClientEnd(socket);
    this.links.set(end, new Link(end, this.options, this.holding));
    end.once('close', () => this.links.delete(end));
    return end;
  }

  /** Ends the connections of clients that take too long: they would keep what others need. */
  private endTardy(): void {
    const now = Date.now();
    for (const [end, link] of this.links) {
      const tardy = end.deaf ? undefined : tardiness(end, now, this.patience);
      if (!tardy) continue;
      if (tardy.why === undefined) link.destroy('slow');
      else if (end.receiving) {
        if (!end.refused) this.options.onRefused(tardy.why);
        link.breakOff('slow', 408);
      } else this.refuseUnread(link, tardy.why, 408);
    }
  }

  private refuseUnread(link: Link | undefined, why: string, status: number): void {
    this.options.onRefused(why);
    void link?.refuseUnread(status);
  }

  /** What reads requests. How long they may take is looked at elsewhere; how many headers, by the length of the head. */
  reader(): HttpServer {
    const http = createHttpServer({
      maxHeaderSize: LONGEST_HEAD,
      requireHostHeader: false,
      keepAliveTimeout: 0,
      requestTimeout: 0,
      headersTimeout: 0,
    });
    // Node would leave out further ones without a word.
    http.maxHeadersCount = 0;
    // Whether to go on is for the target to say.
    for (const event of ['request', 'checkContinue', 'checkExpectation'])
      http.on(event, (request: IncomingMessage, response: ServerResponse) => this.take(request, response));
    http.on('clientError', (error: NodeJS.ErrnoException, end: Duplex) => this.cannotRead(error, end));
    http.on('connect', (_request: IncomingMessage, end: Duplex) =>
      this.refuseUnread(
        this.linkOf(end),
        'a CONNECT: the proxy stands before one target, and opens no tunnels',
        501,
      ),
    );
    return http;
  }

  /** Waits a moment for what is being answered, and leaves every link. */
  async end(): Promise<void> {
    clearInterval(this.looking);
    const links = [...this.links.values()];
    for (const link of links) if (!link.busy) link.destroy('run');
    await atLast(() => ![...this.links.values()].some(({ busy }) => busy));
    for (const link of this.links.values()) link.destroy('run');
  }

  /** Partial requests are reported, and requests in flight are on record. */
  async ended(): Promise<void> {
    await new Promise(setImmediate);
    await atLast(() => this.passing.size === 0);
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const passed = this.pass(request, response).catch((error: Error) => {
      this.options.onRefused(error.message);
      request.socket.destroy();
    });
    this.passing.add(passed);
    void passed.then(() => this.passing.delete(passed));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { max = Infinity, target, room, onRefused } = this.options;
    const link = this.linkOf(request.socket);
    if (!link) return;
    request.url = pathFor(request.url as string, target, this.port);
    const why = unforwardable(request, target);
    if (why) {
      onRefused(why.text);
      return link.refuse(response, why.status, why.text);
    }
    if (this.taken >= max) return link.finish();
    this.taken += 1;
    const id = `x${String(this.taken).padStart(4, '0')}`;
    await link.pass(id, request, response, room?.()).finally(() => {
      this.over += 1;
      if (this.over >= max) this.fill();
    });
  }

  private cannotRead(error: NodeJS.ErrnoException, end: Duplex): void {
    const link = this.linkOf(end);
    const { why, status, isCutOff } = unreadable(error);
    if (!link || (end as ClientEnd).deaf) return;
    if (!(end as ClientEnd).receiving) return this.refuseUnread(link, why, status);
    // In the middle of a request that is being passed on.
    if (isCutOff) return link.destroy('client');
    if (!(end as ClientEnd).refused) this.options.onRefused(why);
    link.breakOff('request', status);
  }
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
