import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { performance } from 'node:perf_hooks';
import { bodyOf, bytesOf } from '../exchanges/body';
import { connectTo, TimeoutError, type Transport } from './connection';
import { failureOf } from './failure';
import { parseHead, WireTap, type Seen } from './wire-tap';
import type { Body, Exchange, HttpRequest, HttpResponse, Wire } from '../exchanges/exchange';

export type { Transport };

/** Largest response body that is read, in bytes: a policy with five hundred targets is not a tenth of it. */
const LARGEST_BODY = 1024 * 1024;

/** How long a response is watched after it is whole. */
export type Watch =
  /** Not at all: what comes later is noticed before the next response of the connection. */
  | { until: 'response' }
  /** The request says `Connection: close`, and the connection is read to its end, at most for so many milliseconds. */
  | { until: 'close'; limit: number }
  /** The connection is kept and watched until the promise is kept. */
  | { until: 'hold'; released: Promise<void> };

/** What came of a request, before redaction. */
export type Sent = Pick<Exchange, 'response' | 'failure' | 'wire' | 'timing'> & {
  /** The answer byte for byte, as far as it came, and what followed it. */
  raw?: readonly Buffer[];
};

/**
 * One connection at a time to one origin, over which requests go one after the other. HTTP/1.1 by Node's
 * own client; the tap below it keeps what the client does not show.
 */
export class Lane {
  private tap: WireTap | undefined;
  /** The exchange that used the connection last. */
  private previous = { behind: '', behindStatus: 0 };

  constructor(
    private readonly origin: URL,
    private readonly transport: Transport,
  ) {}

  /**
   * Sends one request and waits for the answer and the watch.
   * @param answered is called when the response is whole, before the watch ends
   */
  async send(id: string, request: HttpRequest, watch: Watch, answered?: () => void): Promise<Sent> {
    const reused = this.tap?.usable === true;
    const sent = await this.attempt(id, request, watch, answered);
    // A provider may close an idle connection in the moment we write to it; nothing of an answer came, so
    // that the request is sent again on a fresh one, as RFC 9112 9.3.1 has it for idempotent requests.
    if (reused && sent.failure?.kind === 'reset' && !sent.wire?.head)
      return this.attempt(id, request, watch, answered);
    return sent;
  }

  close(): void {
    this.tap?.destroy();
    this.tap = undefined;
  }

  private async attempt(
    id: string,
    request: HttpRequest,
    watch: Watch,
    answered?: () => void,
  ): Promise<Sent> {
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const elapsed = (): number => Math.round((performance.now() - start) * 100) / 100;
    let tap: WireTap;
    try {
      tap = await this.connection();
    } catch (error) {
      return { failure: failureOf(error), timing: { startedAt, durationMs: elapsed() } };
    }
    const seen = tap.expect();
    tap.lingering = watch.until === 'close';
    const behind = this.previous;
    this.previous = { behind: id, behindStatus: 0 };
    try {
      const body = await this.exchange(tap, request, watch);
      const timing = { startedAt, durationMs: elapsed() };
      answered?.();
      const watched = await this.watch(tap, watch, timing.durationMs);
      this.previous.behindStatus = seen.status;
      const wire = wireOf(tap, seen, behind);
      if (watched) wire.watched = watched;
      tap.settle();
      if (watch.until === 'close' || !tap.usable || saysClose(seen.head)) this.close();
      return { response: responseOf(seen, body), wire, timing, raw: seen.raw };
    } catch (error) {
      const wire = wireOf(tap, seen, behind);
      tap.lingering = false;
      this.close();
      answered?.();
      const failed: Sent = { failure: failureOf(error), timing: { startedAt, durationMs: elapsed() } };
      if (seen.head !== '' || wire.before) failed.wire = wire;
      if (seen.raw.length > 0) failed.raw = seen.raw;
      return failed;
    }
  }

  private async connection(): Promise<WireTap> {
    if (this.tap?.usable) return this.tap;
    this.close();
    const socket = await connectTo(this.origin, this.transport);
    this.tap = new WireTap(socket);
    return this.tap;
  }

  private exchange(tap: WireTap, request: HttpRequest, watch: Watch): Promise<Buffer> {
    const url = new URL(request.url);
    const payload = request.body ? bytesOf(request.body) : undefined;
    const headers = [
      ...['Host', url.host],
      ...request.headers.flat(),
      ...(payload || !['GET', 'DELETE', 'HEAD'].includes(request.method)
        ? ['Content-Length', String(payload?.length ?? 0)]
        : []),
      ...['Connection', watch.until === 'close' ? 'close' : 'keep-alive'],
    ];
    return new Promise((resolve, reject) => {
      const { timeout } = this.transport;
      const outgoing = httpRequest({
        method: request.method,
        path: `${url.pathname}${url.search}`,
        headers,
        createConnection: () => tap,
        maxHeaderSize: 64 * 1024,
      });
      // Without an agent Node would end the connection behind the answer; this lane is what keeps it.
      outgoing.shouldKeepAlive = watch.until !== 'close';
      const timer = setTimeout(
        () => outgoing.destroy(new TimeoutError(`no whole answer within ${timeout} ms`)),
        timeout,
      );
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        end();
      };
      let incoming: IncomingMessage | undefined;
      const chunks: Buffer[] = [];
      const done = (): void => settle(() => resolve(Buffer.concat(chunks)));
      outgoing.on('error', (error) => {
        // Bytes behind an answer that is whole are no fault of that answer; the connection is done with.
        if (!incoming?.complete) settle(() => reject(error));
      });
      outgoing.on('close', () => {
        if (incoming?.complete) done();
      });
      outgoing.on('response', (response: IncomingMessage) => {
        incoming = response;
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_BODY)
            outgoing.destroy(new TooLargeError(`the answer is longer than ${LARGEST_BODY} bytes`));
          else chunks.push(chunk);
        });
        response.on('end', done);
        response.on('error', (error) => settle(() => reject(error)));
      });
      outgoing.end(payload);
    });
  }

  private async watch(tap: WireTap, watch: Watch, answeredAt: number): Promise<Wire['watched']> {
    const start = performance.now();
    const passed = (): number => Math.round(answeredAt + performance.now() - start);
    if (watch.until === 'response') return undefined;
    if (watch.until === 'hold') {
      await watch.released;
      return { ms: passed(), until: 'hold' };
    }
    const closed = await new Promise<boolean>((resolve) => {
      if (tap.socket.readableEnded || tap.socket.destroyed) return resolve(true);
      const timer = setTimeout(() => resolve(false), watch.limit);
      for (const event of ['end', 'close']) {
        tap.socket.once(event, () => {
          clearTimeout(timer);
          resolve(true);
        });
      }
      tap.socket.resume();
    });
    tap.lingering = false;
    return { ms: passed(), until: closed ? 'close' : 'timeout' };
  }
}

class TooLargeError extends Error {
  readonly code = 'ETOOLARGE';
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

/** Whether the head ends the connection with the response (RFC 9112 9.3). */
function saysClose(head: string): boolean {
  return /^HTTP\/1\.0/.test(head) || /^connection:.*\bclose\b/im.test(head);
}
