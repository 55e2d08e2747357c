import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Requests of a connection that may wait for their answers; a chunk that was read may hold more of them. */
const PENDING = 16;
/** How long a client may take to take the last answer of a connection, in milliseconds. */
const LAST_WORDS = 1000;
/** How long a client whose requests are read no more may keep its connection, in milliseconds. */
const UNHEARD = 30_000;

/** Line ends between two requests begin none (RFC 9112 2.2). */
const isBlank = (chunk: Buffer): boolean => chunk.every((byte) => byte === 13 || byte === 10);

/**
 * Stands between the connection of a client and Node's HTTP server. The server reads requests through it. What
 * the server writes is passed on while the proxy answers itself; while the target answers, its bytes go to the
 * client past the server, which would frame them anew, and what the server writes to end its own account of
 * the exchange is dropped.
 */
export class ClientEnd extends Duplex {
  /** Whether what the server writes is meant for the client. */
  answering = true;
  /** Requests whose answers are still to be given: until then the connection stays open, whoever wants to end it. */
  pending = 0;
  /** Whether the client closed its side or the whole connection: both look the same. */
  over = false;
  /** Whether the connection is to end when no answer is to be given any more. */
  private ending = false;
  /** Whether further bytes are ignored. */
  deaf = false;
  /** Whether it was said of the last request that it is not forwarded. */
  refused = false;
  /** When the last byte came, and when the last request and the head that is not whole yet began. */
  heardAt = Date.now();
  requestSince = 0;
  headSince: number | undefined;
  /** The request that came last. */
  private latest: IncomingMessage | undefined;

  /** @param unheard how long the connection is kept once nothing more is read of it, in milliseconds */
  constructor(
    readonly socket: Socket,
    private readonly unheard: number = UNHEARD,
  ) {
    // It ends when the connection does, and not when both sides have said all: an answer may still be coming.
    super({ allowHalfOpen: true, autoDestroy: false, decodeStrings: false });
    socket.on('data', (chunk: Buffer) => this.hear(chunk));
    socket.on('end', () => this.sayEnd());
    socket.on('close', () => this.leave());
    socket.on('error', () => socket.destroy());
    this.on('error', () => undefined);
  }

  /** Whether a request has begun, and has not yet come to its end. */
  get receiving(): boolean {
    return this.latest?.complete === false;
  }

  /** Says that the head of a request is whole. */
  took(request: IncomingMessage): void {
    this.latest = request;
    this.requestSince = Date.now();
    this.headSince = undefined;
  }

  private hear(chunk: Buffer): void {
    this.heardAt = Date.now();
    if (this.deaf) return;
    const { latest, receiving } = this;
    const takesMore = this.push(chunk);
    if (latest !== this.latest || receiving) this.headSince = undefined;
    else if (!isBlank(chunk)) this.headSince ??= this.heardAt;
    if (!takesMore || this.waiting) this.socket.pause();
  }

  /** Says the last of a connection in the middle of a request, and ends it. */
  breakOff(text: string): void {
    this.deafen();
    this.destroyAfter(LAST_WORDS);
    this.socket.end(text);
  }

  private destroyAfter(ms: number): void {
    const timer = setTimeout(() => this.socket.destroy(), ms).unref();
    this.socket.once('close', () => clearTimeout(timer));
  }

  /** Ends the connection, and has the server say what it makes of a request that has no end. */
  leave(): void {
    this.sayEnd();
    setImmediate(() => this.destroy());
  }

  /** Reads no more requests: where one cannot be read, nobody knows where the next one starts. */
  deafen(): void {
    this.deaf = true;
    this.destroyAfter(this.unheard);
    this.socket.resume();
  }

  private sayEnd(): void {
    if (this.over) return;
    this.over = true;
    this.push(null);
  }

  /** Whether so many answers are to be given that no more requests are read: their client has to wait. */
  private get waiting(): boolean {
    return this.pending >= PENDING;
  }

  /** Says that an answer has been given. */
  settle(): void {
    this.pending -= 1;
    if (!this.waiting) this.socket.resume();
    if (this.ending && this.pending === 0) this.socket.end();
  }

  /** Ends the connection as soon as no answer is to be given any more. */
  finish(): void {
    this.ending = true;
    if (this.pending === 0) this.socket.end();
  }

  override _read(): void {
    if (!this.waiting) this.socket.resume();
  }

  override _write(
    chunk: Buffer | string,
    encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    if (this.answering && !this.socket.destroyed) this.socket.write(chunk, encoding, () => done());
    else done();
  }

  override _final(done: () => void): void {
    this.finish();
    done();
  }

  override _destroy(_error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroy();
    // The server would take an error for one of the client's HTTP.
    done(null);
  }
}
