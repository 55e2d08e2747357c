import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { Mischief } from '../chaos/chaos';
import { connectTo, type Transport } from '../wire/connection';
import { failureOf } from '../wire/failure';
import type { Failure, Wire } from '../exchanges/exchange';
import type { Seen } from '../wire/wire-tap';
import type { ClientEnd } from './client-end';
import { answerUnreachable } from './own-answers';
import { BodyKeeper, type Passage } from './passage';
import { RelayTap } from './relay-tap';

/** Longest head of an answer, in bytes. */
export const LONGEST_HEAD = 64 * 1024;
/** How long the target may go on with an answer that could not be read, in milliseconds. */
const LAST_WORDS = 2000;

export interface LinkOptions extends Transport {
  target: URL;
  /** What is done to a request instead of forwarding it, or before. */
  mischief?(path: string): Mischief | undefined;
  /** Is told of every exchange when it is over. */
  onPassage(passage: Passage): void;
}

/** Fields that offer another protocol than HTTP/1.1, which is all that the proxy follows. */
const OFFERS = new Set(['upgrade', 'http2-settings']);

/**
 * A connection of a client, and the one to the target that belongs to it. One for one, so that whatever the
 * target does to a connection, the client sees: that it is closed, and when, and bytes between two answers.
 */
export class Link {
  private far: RelayTap | undefined;
  /** The requests of a connection are answered one after the other (RFC 9112 9.3.2). */
  private turn: Promise<void> = Promise.resolve();
  private previous = { behind: '', behindStatus: 0 };
  /** Ends the exchange that is on, where the client goes away. */
  private leave: (() => void) | undefined;
  /** Whether the request that is on was passed on to its end. */
  private sent = false;

  constructor(
    private readonly near: ClientEnd,
    private readonly options: LinkOptions,
  ) {
    near.socket.on('end', () => this.passEndOn());
    near.socket.on('close', () => {
      this.leave?.();
      this.far?.socket.destroy();
    });
  }

  /** Whether an answer is still to be given. */
  get busy(): boolean {
    return this.near.pending > 0;
  }

  /** Forwards a request when its turn has come. @returns when its exchange is over */
  pass(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.near.pending += 1;
    this.turn = this.turn.then(() => this.forward(id, request, response)).then(() => this.near.settle());
    return this.turn;
  }

  /** Ends the connection behind the answers that are still to be given. */
  finish(): void {
    this.near.finish();
  }

  destroy(): void {
    this.near.destroy();
  }

  private async forward(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.near.destroyed) return;
    const account = new Account(id, request, this.options.target);
    const mischief = this.options.mischief?.(request.url as string);
    if (mischief?.kind === 'slow') {
      await delay(mischief.ms);
      if (this.near.destroyed) {
        const failure = { kind: 'aborted', message: 'the client did not wait for a slow answer' } as const;
        return this.options.onPassage(account.passage({ injected: mischief.name, failure }));
      }
    } else if (mischief) return this.interfere(mischief, account, request, response);
    let far: RelayTap;
    try {
      far = this.far?.usable ? this.far : await this.connect();
    } catch (error) {
      const failure = failureOf(error);
      this.near.answering = true;
      answerUnreachable(response, this.options.target, failure);
      this.options.onPassage(account.passage({ failure }));
      return;
    }
    this.near.answering = false;
    const seen = far.expect();
    const behind = this.previous;
    this.previous = { behind: id, behindStatus: 0 };
    const failure = await this.exchange(far, account, request);
    this.leave = undefined;
    this.previous.behindStatus = seen.status;
    far.settle();
    this.options.onPassage(account.passage({ ...(failure && { failure }), ...wireOf(far, seen, behind) }));
    // The server's own account of the exchange; the client has its answer already.
    response.writeHead(200).end();
    if (failure && failure.kind !== 'aborted') this.giveUp(far);
  }

  /** Answers in the target's place, or cuts the connection, when the request is whole. */
  private async interfere(
    mischief: Exclude<Mischief, { kind: 'slow' }>,
    account: Account,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { name: injected } = mischief;
    try {
      for await (const chunk of request) account.sent.add(chunk as Buffer);
    } catch (error) {
      this.options.onPassage(
        account.passage({ injected, failure: { ...failureOf(error), kind: 'aborted' } }),
      );
      return;
    }
    if (mischief.kind === 'drop') {
      this.options.onPassage(
        account.passage({ injected, failure: { kind: 'reset', message: 'the connection was cut' } }),
      );
      this.near.destroy();
      return;
    }
    const { status, statusText, headers, body } = mischief;
    const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const head = `HTTP/1.1 ${status} ${statusText}\r\n${fields}\r\n`;
    this.near.answering = false;
    this.near.socket.write(`${head}${body}`);
    account.answered.add(Buffer.from(body));
    this.options.onPassage(account.passage({ injected, wire: { head } }));
    response.writeHead(200).end();
  }

  /** Sends the request on and reads the answer as it passes. @returns why there was no whole answer */
  private exchange(far: RelayTap, account: Account, request: IncomingMessage): Promise<Failure | undefined> {
    this.sent = false;
    return new Promise((resolve) => {
      const outgoing = requestTo(far, request, this.options.target);
      let incoming: IncomingMessage | undefined;
      const left = (): void =>
        resolve({
          kind: 'aborted',
          message: `the client closed the connection before ${request.readableEnded ? 'the answer' : 'its request'} was whole`,
        });
      // A target may take the end of what a client says for its wish to be gone, and most clients mean it so.
      const fail = (error: unknown): void => (this.near.over ? left() : resolve(failureOf(error)));
      this.leave = () => {
        outgoing.destroy();
        left();
      };
      const end = (): void => {
        // An answer may be there before the request is whole; the connection is theirs until both are.
        if (incoming?.complete && (request.readableEnded || far.socket.destroyed)) resolve(undefined);
      };
      outgoing.on('error', (error) => {
        // Bytes behind an answer that is whole are no fault of that answer.
        if (incoming?.complete) resolve(undefined);
        else fail(error);
      });
      outgoing.on('response', (answer: IncomingMessage) => {
        incoming = answer;
        answer.on('data', (chunk: Buffer) => account.answered.add(chunk));
        answer.on('end', end);
        answer.on('error', fail);
      });
      request.on('data', (chunk: Buffer) => {
        account.sent.add(chunk);
        if (!outgoing.write(chunk)) request.pause();
      });
      outgoing.on('drain', () => request.resume());
      outgoing.on('finish', () => {
        this.sent = true;
        this.passEndOn();
      });
      request.on('end', () => {
        outgoing.end();
        end();
      });
      // Whoever asks first whether to go on waits for the answer to that.
      if (request.headers.expect !== undefined) outgoing.flushHeaders();
    });
  }

  /** When the client has said its last, the target is told: what becomes of the answer then is its decision. */
  private passEndOn(): void {
    if (this.near.over && this.sent && this.near.pending === 1) this.far?.socket.end();
  }

  private async connect(): Promise<RelayTap> {
    const far = new RelayTap(await connectTo(this.options.target, this.options), this.near.socket);
    far.socket.on('close', () => this.near.finish());
    // The client may have gone away in the meantime.
    if (this.near.destroyed) far.socket.destroy();
    this.far = far;
    return far;
  }

  /** Behind an answer that could not be read nobody knows where the next one starts: what still comes is the last. */
  private giveUp(far: RelayTap): void {
    far.socket.end();
    const timer = setTimeout(() => far.socket.destroy(), LAST_WORDS);
    far.socket.once('close', () => clearTimeout(timer));
    if (far.socket.destroyed) this.near.finish();
  }
}

/** Writes the head of the request as the client wrote it, but for what concerns this connection and not the client's. */
function requestTo(far: RelayTap, request: IncomingMessage, target: URL): ClientRequest {
  const outgoing = httpRequest({
    method: request.method as string,
    path: request.url as string,
    createConnection: () => far as unknown as Socket,
    setHost: false,
    maxHeaderSize: LONGEST_HEAD,
  });
  // Without an agent Node would end the connection behind the answer; the link is what keeps it.
  outgoing.shouldKeepAlive = true;
  // What the client did not say of framing and connection Node does not say for it.
  for (const name of ['Connection', 'Content-Length', 'Transfer-Encoding']) outgoing.removeHeader(name);
  const { rawHeaders } = request;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const value = rewritten(name.toLowerCase(), rawHeaders[at + 1] as string, target);
    if (value !== undefined) outgoing.appendHeader(name, value);
  }
  return outgoing;
}

function rewritten(name: string, value: string, target: URL): string | undefined {
  if (name === 'host') return target.host;
  if (OFFERS.has(name)) return undefined;
  if (name !== 'connection') return value;
  const options = value.split(',').filter((option) => !OFFERS.has(option.trim().toLowerCase()));
  return options.length === 0 ? undefined : options.join(',');
}

function wireOf(
  far: RelayTap,
  seen: Seen,
  previous: { behind: string; behindStatus: number },
): { wire?: Wire } {
  if (seen.head === '' && seen.before.bytes === 0) return {};
  const wire: Wire = { head: seen.head };
  if (seen.after.bytes > 0) wire.after = { bytes: seen.after.bytes, sample: seen.after.text };
  if (seen.before.bytes > 0)
    wire.before = { bytes: seen.before.bytes, sample: seen.before.text, ...previous };
  const tls = (far.socket as Partial<TLSSocket>).getProtocol?.();
  if (tls) wire.tls = tls;
  return { wire };
}

/** What is noted of an exchange while it passes. */
class Account {
  readonly sent = new BodyKeeper();
  readonly answered = new BodyKeeper();
  private readonly startedAt = new Date().toISOString();
  private readonly start = performance.now();

  constructor(
    private readonly id: string,
    private readonly request: IncomingMessage,
    private readonly target: URL,
  ) {}

  passage(came: Pick<Passage, 'failure' | 'wire' | 'injected'>): Passage {
    const { request } = this;
    return {
      id: this.id,
      method: request.method as string,
      // The asterisk form is about the whole server, whose URI has no path (RFC 9112 3.2.4).
      url: request.url === '*' ? this.target.origin : `${this.target.origin}${request.url}`,
      headers: request.rawHeaders,
      requestBody: this.sent.kept,
      requestWhole: request.readableEnded,
      responseBody: this.answered.kept,
      timing: {
        startedAt: this.startedAt,
        durationMs: Math.round((performance.now() - this.start) * 100) / 100,
      },
      ...came,
    };
  }
}
