import type { TLSSocket } from 'node:tls';
import { performance } from 'node:perf_hooks';
import { bodyOf } from '../exchanges/body';
import type { Body, Exchange, HttpRequest, HttpResponse, Wire } from '../exchanges/exchange';
import { exchangeOver } from './client';
import { connectTo, type Transport } from './connection';
import { failureOf } from './failure';
import { onInterruption } from '../interrupted';
import { parseHead, saysClose } from './heads';
import { WireTap, type Seen } from './wire-tap';

export type { Transport };

/** How long the connection is watched after the response is complete. */
export type Watch =
  /** Not at all: later bytes are noticed before the next response on the connection. */
  | { until: 'response' }
  /** The request says `Connection: close`, and the connection is read to its end, for at most `limit` milliseconds. */
  | { until: 'close'; limit: number }
  /** The connection stays open and is watched until the promise resolves. */
  | { until: 'hold'; released: Promise<void> };

export interface SendOptions {
  /** Is called when the response is complete or can no longer come, before the watch ends. */
  answered?: () => void;
  /** Fires when the user ends the run. */
  signal?: AbortSignal | undefined;
}

/** The result of a request, before redaction. */
export type Sent = Pick<Exchange, 'response' | 'failure' | 'wire' | 'timing'> & {
  /** The raw bytes of the answer, as far as they came, and the bytes that followed it. */
  raw?: Buffer;
};

/**
 * Sends requests to one origin in sequence, over one connection at a time. Node's own client speaks HTTP/1.1; the tap
 * below it records what that client does not expose.
 */
export class Lane {
  private tap: WireTap | undefined;
  /** The exchange that last used the connection. */
  private previous = { behind: '', behindStatus: 0 };

  constructor(
    private readonly origin: URL,
    private readonly transport: Transport,
  ) {}

  /** Sends one request, and waits for the answer and the end of the watch. */
  async send(id: string, request: HttpRequest, watch: Watch, options: SendOptions = {}): Promise<Sent> {
    try {
      const reused = this.tap?.usable === true;
      const sent = await this.attempt(id, request, watch, options);
      // A provider may close an idle connection just as a request is written to it. If no byte of an answer came, the
      // request is sent again on a new connection, as RFC 9112 9.3.1 permits for idempotent requests.
      if (reused && sent.failure?.kind === 'reset' && !sent.wire?.head)
        return await this.attempt(id, request, watch, options);
      return sent;
    } finally {
      options.answered?.();
    }
  }

  close(): void {
    this.tap?.abandon();
    this.tap = undefined;
  }

  private async attempt(
    id: string,
    request: HttpRequest,
    watch: Watch,
    { answered, signal }: SendOptions,
  ): Promise<Sent> {
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const elapsed = (): number => Math.round((performance.now() - start) * 100) / 100;
    let tap: WireTap;
    try {
      tap = await this.connection(signal);
    } catch (error) {
      return { failure: failureOf(error), timing: { startedAt, durationMs: elapsed() } };
    }
    const seen = tap.expect();
    tap.lingering = watch.until === 'close';
    const behind = this.previous;
    this.previous = { behind: id, behindStatus: 0 };
    try {
      const keepAlive = watch.until !== 'close';
      const body = await exchangeOver(tap, request, { keepAlive, timeout: this.transport.timeout, signal });
      const timing = { startedAt, durationMs: elapsed() };
      answered?.();
      const watched = await this.watch(tap, watch, timing.durationMs, signal);
      this.previous.behindStatus = seen.status;
      const wire = wireOf(tap, seen, behind);
      if (watched) wire.watched = watched;
      tap.settle();
      if (watch.until === 'close' || !tap.usable || saysClose(seen.head)) this.close();
      return { response: responseOf(seen, body), wire, timing, raw: seen.raw.bytes };
    } catch (error) {
      const wire = wireOf(tap, seen, behind);
      const failure = failureOf(error, tap.unread);
      this.close();
      const failed: Sent = { failure, timing: { startedAt, durationMs: elapsed() } };
      if (seen.head !== '' || wire.before) failed.wire = wire;
      if (seen.raw.size > 0) failed.raw = seen.raw.bytes;
      return failed;
    }
  }

  private async connection(signal: AbortSignal | undefined): Promise<WireTap> {
    if (this.tap?.usable) return this.tap;
    this.close();
    const socket = await connectTo(this.origin, this.transport, signal);
    this.tap = new WireTap(socket);
    return this.tap;
  }

  private async watch(
    tap: WireTap,
    watch: Watch,
    answeredAt: number,
    signal: AbortSignal | undefined,
  ): Promise<Wire['watched']> {
    const start = performance.now();
    const passed = (): number => Math.round(answeredAt + performance.now() - start);
    if (watch.until === 'response') return undefined;
    if (watch.until === 'hold') {
      await watch.released;
      await arrived();
      return { ms: passed(), until: 'hold' };
    }
    const closed = await endOf(tap, watch.limit, signal);
    return { ms: passed(), until: closed ? 'close' : 'timeout' };
  }
}

/**
 * Gives pending socket data one turn of the event loop. A process that did not run for a while sees its timers expire
 * before it reads data that came in time.
 */
const arrived = (): Promise<void> =>
  new Promise((resolve) => void setImmediate(() => void setImmediate(() => resolve())));

/** Reads a connection on. @returns whether it ended before the time limit, or the user ended the run */
async function endOf({ socket }: WireTap, limit: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (socket.readableEnded || socket.destroyed) return true;
  let forget = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const closed = await new Promise<boolean>((resolve) => {
    timer = setTimeout(() => void arrived().then(() => resolve(false)), limit);
    forget = onInterruption(signal, () => resolve(false));
    for (const event of ['end', 'close']) socket.once(event, () => resolve(true));
    socket.resume();
  });
  clearTimeout(timer);
  forget();
  return closed;
}

function responseOf(seen: Seen, bytes: Buffer): HttpResponse {
  const { status, statusText, httpVersion, headers } = parseHead(seen.head);
  const response: HttpResponse = { status, statusText, httpVersion, headers };
  if (bytes.length > 0) response.body = bodyOf(bytes) satisfies Body;
  return response;
}

function wireOf(tap: WireTap, seen: Seen, previous: { behind: string; behindStatus: number }): Wire {
  const wire: Wire = { head: seen.head };
  if (seen.after.bytes > 0) wire.after = { bytes: seen.after.bytes, sample: seen.after.text };
  if (seen.before.bytes > 0)
    wire.before = { bytes: seen.before.bytes, sample: seen.before.text, ...previous };
  const tls = (tap.socket as Partial<TLSSocket>).getProtocol?.();
  if (tls) wire.tls = tls;
  return wire;
}
