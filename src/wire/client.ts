import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Gathered } from '../bounds/gathered';
import { bytesOf } from '../exchanges/body';
import { header } from '../exchanges/headers';
import type { HttpRequest } from '../exchanges/exchange';
import { ClosedError, TimeoutError } from './connection';
import { Interrupted, onInterruption } from '../interrupted';
import type { WireTap } from './wire-tap';

/** Largest response body that is read, in bytes. A policy with five hundred targets needs less than a tenth of it. */
const LARGEST_BODY = 1024 * 1024;

/** Longest head of a response, in bytes. */
const LARGEST_HEAD = 64 * 1024;

/** How long the client waits for the answer to a write after the user has ended the run, in milliseconds. */
const LAST_ANSWER = 10_000;

/** Safe methods (RFC 9110, 9.2.1): the client need not wait for their answers. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

export interface ExchangeOptions {
  /** Whether the connection stays open for further requests. */
  keepAlive: boolean;
  /** How long the whole answer may take, in milliseconds. */
  timeout: number;
  /** Fires when the user ends the run. */
  signal: AbortSignal | undefined;
}

/**
 * Sends one request over a connection and reads the whole answer. The promise always settles, however the exchange
 * ends.
 * @returns the body
 * @throws the error of Node's HTTP client, or an error with the code ETIMEDOUT, ETOOLARGE, ECONNRESET or EINTERRUPTED
 */
export function exchangeOver(tap: WireTap, request: HttpRequest, options: ExchangeOptions): Promise<Buffer> {
  const { timeout, signal } = options;
  const payload = request.body && bytesOf(request.body);
  const outgoing = requestOver(tap, request, payload, options.keepAlive);
  return new Promise<Buffer>((resolve, reject) => {
    let incoming: IncomingMessage | undefined;
    const gathered = new Gathered();
    const timers: NodeJS.Timeout[] = [];
    const settle = (how: () => void): void => {
      for (const timer of timers) clearTimeout(timer);
      forget();
      how();
    };
    const done = (): void => settle(() => resolve(gathered.bytes));
    const fail = (error: Error): void => {
      settle(() => reject(error));
      outgoing.destroy();
    };
    // Creating an error captures a stack, which is expensive, and nearly every exchange ends without an error.
    const end = (why: () => Error): void => (incoming?.complete ? done() : fail(why()));
    const after = (milliseconds: number, why: () => Error): void =>
      void timers.push(setTimeout(end, milliseconds, why));
    const forget = onInterruption(signal, () =>
      // The result of a write must be known before the policy is restored.
      after(SAFE.includes(request.method) ? 0 : LAST_ANSWER, () => new Interrupted()),
    );
    after(timeout, () => new TimeoutError(`no whole answer within ${timeout} ms`));
    outgoing.on('response', (response: IncomingMessage) => {
      incoming = response;
      response.on('data', (chunk: Buffer) => {
        if (gathered.size + chunk.length > LARGEST_BODY)
          fail(new TooLargeError(`the answer is longer than ${LARGEST_BODY} bytes`));
        else gathered.add(chunk);
      });
      response.on('end', done);
      response.on('error', fail);
    });
    outgoing.on('error', (error) => {
      // Bytes that follow a complete answer are no fault of that answer, so the answer is read to its end.
      if (!incoming?.complete) fail(error);
    });
    outgoing.on('close', () =>
      end(() => new ClosedError('the connection was closed before the answer was whole')),
    );
    if (payload && isInChunks(request)) outgoing.write(payload.subarray(0, payload.length >> 1));
    outgoing.end(payload && isInChunks(request) ? payload.subarray(payload.length >> 1) : payload);
  });
}

/**
 * Whether the content is sent in chunks. It is then sent in more than one chunk, to reveal providers that read only
 * the first.
 */
const isInChunks = ({ headers }: HttpRequest): boolean => header(headers, 'transfer-encoding') !== undefined;

function requestOver(
  tap: WireTap,
  request: HttpRequest,
  payload: Buffer | undefined,
  keepAlive: boolean,
): ClientRequest {
  const url = new URL(request.url);
  const headers = [
    ...['Host', url.host],
    ...request.headers.flat(),
    // A request with Transfer-Encoding must not have Content-Length (RFC 9112 6.2).
    ...(!isInChunks(request) && (payload || !['GET', 'DELETE', 'HEAD'].includes(request.method))
      ? ['Content-Length', String(payload?.length ?? 0)]
      : []),
    ...['Connection', keepAlive ? 'keep-alive' : 'close'],
  ];
  const outgoing = httpRequest({
    method: request.method,
    path: `${url.pathname}${url.search}`,
    headers,
    createConnection: () => tap,
    maxHeaderSize: LARGEST_HEAD,
  });
  // Without an agent, Node would close the connection after the answer; the lane keeps it open.
  outgoing.shouldKeepAlive = keepAlive;
  return outgoing;
}

class TooLargeError extends Error {
  readonly code = 'ETOOLARGE';
}
