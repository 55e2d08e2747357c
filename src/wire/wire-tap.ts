import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { Gathered } from '../bounds/gathered';
import { Chunks } from './chunks';
import { forbidden, isChunked, isOtherMajor, readable, withoutClose, withoutFraming } from './heads';

/** Bytes kept of what should not be there; the count goes on. */
const SAMPLE = 4096;
/** Bytes that no response has, after which the connection is given up: nothing good can come over it any more. */
const TOO_MANY = 1024 * 1024;
/** A head longer than this is none: the client is given what came, and says so. */
const LONGEST_HEAD = 64 * 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

/** Whether there is an empty line though no line ends as HTTP has it: no end of the head is to come. */
const endsOtherwise = (head: Buffer): boolean => /\n\r?\n/.test(head.toString('latin1'));

/** Bytes that were counted, with the first of them kept. */
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

/** What the tap saw of one response. */
export interface Seen {
  head: string;
  status: number;
  /** Bytes behind the head of a response that has no content, or that ends HTTP/1.1. */
  after: Sample;
  /** Bytes before the status line that are no response's. */
  before: Sample;
  /** The response as it came, from its status line on, and whatever followed it; empty where that is not kept. */
  raw: Gathered;
}

/** The status by which a server leaves HTTP/1.1: what follows its head is of another protocol (RFC 9110, 15.2.2). */
const SWITCHING_PROTOCOLS = 101;
/** What the client is given in the place of such a head: an answer that is whole, behind which nothing comes. */
const WHOLE = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');

/**
 * Stands between a socket, plain or decrypted, and Node's HTTP client. It passes on what the client needs
 * and keeps what a client swallows or trips over: the bytes after the head of a 204, and those between
 * two responses. So that every client survives a 204 that breaks the rules, its head is passed on without
 * Content-Length and Transfer-Encoding, and nothing behind it is. A 101 is an answer as well, though nobody asked
 * for another protocol: it is whole with its head, and the connection carries no further request.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3 a 204 ends with its head, whatever its fields say
 */
export class WireTap extends Duplex {
  private state: 'idle' | 'head' | 'body' | 'empty' = 'idle';
  private pending: Buffer = Buffer.alloc(0);
  private stray = new Sample();
  private seen: Seen | undefined;
  /** What reads the content where it comes in chunks. */
  private chunks: Chunks | undefined;
  /** Whether the other side has left HTTP/1.1. */
  private switched = false;
  /** While true, the socket outlives this stream, so that what still comes is seen. */
  lingering = false;

  private readonly keepRaw: boolean;

  /** @param options keepRaw: false for who passes the bytes on by itself, however many they are */
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
    // Between two requests nobody else listens, and a connection that is reset then is simply opened anew.
    this.on('error', () => undefined);
  }

  /** Gets ready for the response to the request that is about to be written. */
  expect(): Seen {
    this.state = 'head';
    this.pending = Buffer.alloc(0);
    this.chunks = undefined;
    this.seen = { head: '', status: 0, after: new Sample(), before: this.stray, raw: new Gathered() };
    this.stray = new Sample();
    return this.seen;
  }

  /** Says that the response is whole: what comes from now on stands between two responses. */
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

  /** What came in the place of a head and has no end yet; empty where a head was read, or nothing came. */
  get unread(): Buffer {
    return this.state === 'head' ? this.pending : Buffer.alloc(0);
  }

  /** Whether the head of a response has come. */
  get answering(): boolean {
    return this.state === 'body' || this.state === 'empty';
  }

  /** Ends the stream and the socket below it, whatever the socket was still watched for. */
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
      // What is behind a response without content is sampled, and no part of it.
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

  /** Reads heads until one of them is no interim answer, of which there may be many at once. */
  private receiveHead(seen: Seen, chunk: Buffer): void {
    // Nearly every head comes in one piece.
    let rest: Buffer | undefined = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    this.pending = Buffer.alloc(0);
    while (rest && rest.length > 0) rest = this.takeHead(seen, rest);
  }

  /** @returns what stands behind an interim answer; undefined where there was none */
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
    // The client is through with it; the socket is read on, so that its end is seen.
    if (this.destroyed) return;
    if (!this.push(chunk)) this.socket.pause();
  }

  /** At the end of the socket: what was held back is given to the client, which judges it as HTTP. */
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

  /** Head and body leave together: one packet, as Node's client sends them to a socket of its own. */
  override _writev(writes: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.socket.write(Buffer.concat(writes.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    // Ending our side could make a provider stop before it has said all.
    if (!this.lingering) this.socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.lingering) this.socket.destroy();
    done(error);
  }

  // What Node's HTTP client asks of the stream it is given, passed on to the socket.
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
