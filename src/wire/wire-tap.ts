import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { Gathered } from '../bounds/gathered';
import { Chunks } from './chunks';
import { forbidden, isChunked, isOtherMajor, readable, withoutClose, withoutFraming } from './heads';

/** Number of unexpected bytes that are kept; further ones are only counted. */
const SAMPLE = 4096;
/** Number of unexpected bytes after which the connection is closed, because nothing useful can follow. */
const TOO_MANY = 1024 * 1024;
/** Longest head that is read. The client gets the bytes of a longer one and reports the error. */
const LONGEST_HEAD = 64 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

/** Whether the head has an empty line although no line ends in CRLF: the end of such a head never comes. */
const endsOtherwise = (head: Buffer): boolean => /\n\r?\n/.test(head.toString('latin1'));

/** A count of bytes that keeps the first of them. */
export class Sample {
  private readonly kept = new Gathered();
  bytes = 0;

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    const room = SAMPLE - this.kept.size;
    if (room > 0) this.kept.add(chunk.subarray(0, room));
  }

  /** The first bytes, one character a byte. */
  get text(): string {
    return this.kept.bytes.toString('latin1');
  }
}

/** What the tap recorded of one response. */
export interface Seen {
  head: string;
  status: number;
  /** Bytes after the head of a response that has no content or that leaves HTTP/1.1. */
  after: Sample;
  /** Bytes before the status line that belong to no response. */
  before: Sample;
  /** The raw response from its status line on, and the bytes that followed it; empty if raw bytes are not kept. */
  raw: Gathered;
}

/**
 * The status with which a server leaves HTTP/1.1: the bytes after its head are of another protocol (RFC 9110,
 * 15.2.2).
 */
const SWITCHING_PROTOCOLS = 101;
/** The head that the client gets instead of such a head: a complete answer without content. */
const WHOLE = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');

/**
 * Stands between a socket, plain or decrypted, and Node's HTTP client. It passes on what the client needs, and
 * records what the client drops or cannot parse: the bytes after the head of a 204, and those between two responses.
 * To keep every client working after a 204 that breaks the rules, it passes the head on without Content-Length and
 * Transfer-Encoding, and drops what follows. A 101 counts as a complete answer, although no request asked for another
 * protocol; the connection then carries no further request.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3 a 204 ends with its head, whatever its fields say
 */
export class WireTap extends Duplex {
  private state: 'idle' | 'head' | 'body' | 'empty' = 'idle';
  private pending: Buffer = Buffer.alloc(0);
  private stray = new Sample();
  private seen: Seen | undefined;
  /** Reads chunked content. */
  private chunks: Chunks | undefined;
  /** Whether the peer has left HTTP/1.1. */
  private switched = false;
  /** While true, the socket outlives this stream, so that late bytes are recorded. */
  lingering = false;

  private readonly keepRaw: boolean;

  /** @param options keepRaw: false for callers that forward any number of bytes themselves */
  constructor(
    readonly socket: Socket,
    { keepRaw = true }: { keepRaw?: boolean } = {},
  ) {
    super({ allowHalfOpen: true, decodeStrings: true });
    this.keepRaw = keepRaw;
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('end', () => this.finish());
    socket.on('close', () => {
      if (!this.lingering) this.destroy();
    });
    socket.on('error', (error) => this.destroy(error));
    // Between two requests, nothing else listens to the socket. After a reset, the connection is simply opened anew.
    this.on('error', () => undefined);
  }

  /** Prepares for the response to the next request. */
  expect(): Seen {
    this.state = 'head';
    this.pending = Buffer.alloc(0);
    this.chunks = undefined;
    this.seen = { head: '', status: 0, after: new Sample(), before: this.stray, raw: new Gathered() };
    this.stray = new Sample();
    return this.seen;
  }

  /** Marks the response as complete: later bytes count as bytes between two responses. */
  settle(): void {
    this.state = 'idle';
  }

  /** True while the socket can carry another request. */
  get usable(): boolean {
    return (
      !this.destroyed &&
      !this.socket.destroyed &&
      this.socket.writable &&
      !this.readableEnded &&
      !this.switched &&
      this.state === 'idle'
    );
  }

  /** The bytes of an incomplete head; empty if a head was read or nothing came. */
  get unread(): Buffer {
    return this.state === 'head' ? this.pending : Buffer.alloc(0);
  }

  /** Whether the head of a response was read. */
  get answering(): boolean {
    return this.state === 'body' || this.state === 'empty';
  }

  /** Ends the stream and the socket below it, even if the socket is still watched. */
  abandon(): void {
    this.lingering = false;
    this.destroy();
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    const { seen } = this;
    if (this.state === 'idle' || !seen) {
      this.stray.add(chunk);
      this.endIfTooMany(this.stray);
    } else if (this.state === 'head') this.receiveHead(seen, chunk);
    else {
      // Bytes after a response without content are sampled; they are not part of it.
      if (this.keepRaw && (this.state === 'body' || seen.after.bytes < SAMPLE)) seen.raw.add(chunk);
      if (this.state === 'empty') {
        seen.after.add(chunk);
        this.endIfTooMany(seen.after);
      } else this.passContent(chunk);
    }
  }

  private endIfTooMany({ bytes }: Sample): void {
    if (bytes > TOO_MANY) this.socket.destroy();
  }

  /** Reads heads up to the first final one; any number of interim answers may come before it. */
  private receiveHead(seen: Seen, chunk: Buffer): void {
    // Nearly every head arrives in one piece.
    let rest: Buffer | undefined = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    this.pending = Buffer.alloc(0);
    while (rest && rest.length > 0) rest = this.takeHead(seen, rest);
  }

  /** @returns the bytes after an interim answer; undefined if there was no interim answer */
  private takeHead(seen: Seen, bytes: Buffer): Buffer | undefined {
    const start = bytes.indexOf('HTTP/');
    if (start > 0) seen.before.add(bytes.subarray(0, start));
    const pending = bytes.subarray(Math.max(0, start));
    const end = start < 0 ? -1 : pending.indexOf(HEAD_END);
    if (end < 0 && pending.length <= LONGEST_HEAD && !(start >= 0 && endsOtherwise(pending))) {
      this.pending = pending;
      return undefined;
    }
    if (end < 0) {
      this.state = 'body';
      if (this.keepRaw) seen.raw.add(pending);
      this.pass(pending);
      return undefined;
    }
    seen.head = pending.subarray(0, end + HEAD_END.length).toString('latin1');
    seen.status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(seen.head)?.[1] ?? 0);
    const rest = pending.subarray(end + HEAD_END.length);
    this.switched = seen.status === SWITCHING_PROTOCOLS;
    if (seen.status >= 100 && seen.status < 200 && !this.switched) {
      this.pass(Buffer.from(withoutClose(readable(seen.head)), 'latin1'));
      return rest;
    }
    if (this.keepRaw) seen.raw.add(pending);
    const isEmpty = this.switched || seen.status === 204 || seen.status === 304;
    const wrong = isEmpty && !isOtherMajor(seen.head) ? undefined : forbidden(seen.head);
    if (wrong !== undefined) {
      this.state = 'body';
      this.destroy(Object.assign(new Error(wrong), { code: 'HPE_FORBIDDEN' }));
      return undefined;
    }
    if (isEmpty) {
      this.state = 'empty';
      if (rest.length > 0) seen.after.add(rest);
      this.pass(this.switched ? WHOLE : Buffer.from(withoutFraming(readable(seen.head)), 'latin1'));
    } else {
      this.state = 'body';
      const head = readable(seen.head);
      if (isChunked(head)) {
        this.chunks = new Chunks();
        this.pass(Buffer.from(head, 'latin1'));
        this.passContent(rest);
      } else this.pass(head === seen.head ? pending : Buffer.concat([Buffer.from(head, 'latin1'), rest]));
    }
    return undefined;
  }

  private passContent(chunk: Buffer): void {
    const taken = this.chunks ? this.chunks.take(chunk) : chunk;
    if (taken.length > 0) this.pass(taken);
  }

  private pass(chunk: Buffer): void {
    // The client has finished; the socket is still read, so that its end is noticed.
    if (this.destroyed) return;
    if (!this.push(chunk)) this.socket.pause();
  }

  /** At the end of the socket, passes held-back bytes to the client, which parses them as HTTP. */
  private finish(): void {
    if (this.state === 'head' && this.pending.length > 0) {
      if (this.keepRaw) this.seen?.raw.add(this.pending);
      this.push(this.pending);
    }
    const unread = this.chunks?.end();
    if (unread && unread.length > 0) this.push(unread);
    this.pending = Buffer.alloc(0);
    this.push(null);
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, encoding, done);
  }

  /** Sends head and body in one packet, as Node's client does on its own sockets. */
  override _writev(writes: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.socket.write(Buffer.concat(writes.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    // Ending our side could make a provider stop before it has sent everything.
    if (!this.lingering) this.socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.lingering) this.socket.destroy();
    done(error);
  }

  // Methods that Node's HTTP client calls on its stream, forwarded to the socket.
  setTimeout(milliseconds: number, callback?: () => void): this {
    this.socket.setTimeout(milliseconds, callback);
    return this;
  }
  setNoDelay(on?: boolean): this {
    this.socket.setNoDelay(on);
    return this;
  }
  setKeepAlive(on?: boolean, delay?: number): this {
    this.socket.setKeepAlive(on, delay);
    return this;
  }
  ref(): this {
    this.socket.ref();
    return this;
  }
  unref(): this {
    this.socket.unref();
    return this;
  }
}
