import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mischief } from '../chaos/chaos';
import { ClosedError, connectTo, type Transport } from '../wire/connection';
import { failureOf, isNoHttp, noHttp } from '../wire/failure';
import type { Failure } from '../exchanges/exchange';
import { Account } from './account';
import type { ClientEnd } from './client-end';
import { ENDINGS, type Ending } from './ending';
import { interfere } from './interfere';
import { passBody, requestTo } from './outgoing';
import { answerUnreachable, rawRefusal, refuse } from './own-answers';
import { isInChunks, type Holding } from './gather';
import type { Passage } from './passage';
import { RelayTap } from './relay-tap';

/** How long the target may go on with an answer that could not be read, in milliseconds. */
const LAST_WORDS = 2000;

export interface LinkOptions extends Transport {
  target: URL;
  /** The disturbance of a request, if any. */
  mischief?(path: string): Mischief | undefined;
  /** Is told of every exchange when it is over. */
  onPassage(passage: Passage): void;
  /** Called for a request that is not forwarded. It is not on record. */
  onRefused(why: string): void;
}

/**
 * A connection of a client, and the one to the target that belongs to it. One for one, so that whatever the
 * target does to a connection, the client sees: that it is closed, and when, and bytes between two answers.
 */
export class Link {
  private far: RelayTap | undefined;
  /** The requests of a connection are answered one after the other (RFC 9112 9.3.2). */
  private turn: Promise<void> = Promise.resolve();
  private previous = { behind: '', behindStatus: 0 };
  /** Ends the current exchange if the client disconnects. */
  private leave: (() => void) | undefined;
  /** Whether the current request was forwarded to its end. */
  private sent = false;
  /** Fires when the client's connection is closed, so that nothing waits for it any longer. */
  private readonly gone = new AbortController();
  private readonly whenGone = new Promise<void>((resolve) => {
    this.gone.signal.addEventListener('abort', () => resolve());
  });
  /** Who ended the client's connection, if the client did not. */
  private ending: Ending | undefined;
  /** Why chaos cut the connection. Further requests on it are lost too. */
  private cut: string | undefined;

  constructor(
    private readonly near: ClientEnd,
    private readonly options: LinkOptions,
    private readonly holding: Holding,
  ) {
    near.socket.on('end', () => this.passEndOn());
    near.socket.on('close', () => {
      this.gone.abort();
      this.leave?.();
      this.far?.socket.destroy();
    });
  }

  /** Whether an answer is still to be given. */
  get busy(): boolean {
    return this.near.pending > 0;
  }

  /**
   * Forwards a request when its turn has come.
   * @param room is awaited before that
   * @returns when its exchange is over
   */
  pass(id: string, request: IncomingMessage, response: ServerResponse, room?: Promise<void>): Promise<void> {
    this.near.took(request);
    return this.inTurn(async () => {
      if (room) await Promise.race([room, this.whenGone]);
      await this.forward(id, request, response);
    });
  }

  /** Refuses a request after the answers to earlier ones, and ends the connection. */
  refuse(response: ServerResponse, status: number, why: string): Promise<void> {
    this.near.took(response.req);
    this.near.refused = true;
    return this.inTurn(() => {
      this.near.answering = true;
      refuse(response, status, why);
    });
  }

  /** The same for bytes that are not a request. */
  refuseUnread(status: number): Promise<void> {
    this.near.deafen();
    return this.inTurn(() => {
      this.near.answering = true;
      this.near.end(rawRefusal(status));
    });
  }

  private inTurn(act: () => Promise<void> | void): Promise<void> {
    this.near.pending += 1;
    this.turn = this.turn.then(act).finally(() => this.near.settle());
    return this.turn;
  }

  /** Ends the connection behind the answers that are still to be given. */
  finish(): void {
    this.near.finish();
  }

  /** Ends the connection at once. */
  destroy(ending: Ending): void {
    this.ending ??= ending;
    this.near.socket.destroy();
  }

  /** Ends the connection in the middle of a request, with an answer where no other has begun. */
  breakOff(ending: Ending, status: number): void {
    if (this.near.pending > 1 || this.far?.answering) return this.destroy(ending);
    this.ending ??= ending;
    this.near.breakOff(rawRefusal(status));
    this.leave?.();
  }

  private async forward(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const account = new Account(id, request, this.options.target);
    if (this.gone.signal.aborted)
      return this.note(account, this.leftBefore('the request was forwarded'), this.cut);
    const mischief = this.options.mischief?.(request.url as string);
    if (mischief?.kind === 'slow') {
      await delay(mischief.ms, undefined, { signal: this.gone.signal }).catch(() => undefined);
      if (this.gone.signal.aborted) {
        return this.note(account, this.leftBefore('a slow answer was there'), mischief.name);
      }
    } else if (mischief) return this.interfere(mischief, account, request, response);
    if (!isInChunks(request)) return this.send(account, request, response);
    // A client that expects `100 Continue` waits for the target, so that the head is forwarded first.
    if (request.headers.expect !== undefined) this.near.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    const gathered = await this.holding.gather(request, (leave) => (this.leave = leave));
    this.leave = undefined;
    if (gathered === undefined) return this.note(account, this.leftBefore('its request was whole'));
    if ('why' in gathered) return this.refuseHalf(gathered.status, gathered.why);
    await this.send(account, request, response, gathered.chunks).finally(gathered.release);
  }

  /** Says in the middle of a request why it is not forwarded. */
  private refuseHalf(status: number, why: string): void {
    this.options.onRefused(why);
    this.near.breakOff(rawRefusal(status));
  }

  /** @param chunks of the body, where they are there already */
  private async send(
    account: Account,
    request: IncomingMessage,
    response: ServerResponse,
    chunks?: readonly Buffer[],
  ): Promise<void> {
    let far: RelayTap;
    try {
      far = this.far?.usable ? this.far : await this.connect();
    } catch (error) {
      if (this.gone.signal.aborted)
        return this.note(account, this.leftBefore(`${this.host} took a connection`));
      const failure = failureOf(error);
      this.near.answering = true;
      answerUnreachable(response, this.options.target, failure);
      this.note(account, failure);
      return;
    }
    this.near.answering = false;
    const seen = far.expect();
    const behind = this.previous;
    this.previous = { behind: account.id, behindStatus: 0 };
    const failure = await this.exchange(far, account, request, chunks);
    this.leave = undefined;
    this.previous.behindStatus = seen.status;
    far.settle();
    this.options.onPassage(account.passage({ ...(failure && { failure }), ...far.wireOf(seen, behind) }));
    // The record of the exchange. The client has its answer already.
    response.writeHead(200).end();
    if (!far.usable || (failure && failure.kind !== 'aborted')) this.giveUp(far);
  }

  private note(account: Account, failure: Failure, injected?: string): void {
    this.options.onPassage(account.passage({ failure, ...(injected !== undefined && { injected }) }));
  }

  /** Answers in the target's place, or cuts the connection, when the request is whole. */
  private async interfere(
    mischief: Exclude<Mischief, { kind: 'slow' }>,
    account: Account,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const came = await interfere(mischief, account, request, this.near);
    const isCut = came.failure?.kind === 'reset';
    if (isCut) this.cut = mischief.name;
    this.options.onPassage(account.passage(came));
    if (isCut) this.destroy('chaos');
    else if (!came.failure) response.writeHead(200).end();
  }

  /** Sends the request on and reads the answer as it passes. @returns why there was no whole answer */
  private exchange(
    far: RelayTap,
    account: Account,
    request: IncomingMessage,
    chunks: readonly Buffer[] | undefined,
  ): Promise<Failure | undefined> {
    this.sent = false;
    return new Promise((resolve) => {
      const outgoing = requestTo(far, request, this.options.target);
      let incoming: IncomingMessage | undefined;
      const left = (): void => resolve(this.left(far, request));
      const fail = (error: unknown): void => {
        const failure = failureOf(error, far.unread);
        // A target may treat a half-closed connection as closed, as most clients mean it.
        if (this.near.over && failure.kind !== 'protocol') left();
        else resolve(failure);
      };
      this.leave = () => {
        left();
        outgoing.destroy();
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
      outgoing.on('close', () => {
        if (incoming?.complete) resolve(undefined);
        else fail(new ClosedError(`${this.host} closed the connection before its answer was whole`));
      });
      outgoing.on('response', (answer: IncomingMessage) => {
        incoming = answer;
        answer.on('data', (chunk: Buffer) => account.answered.add(chunk));
        answer.on('end', end);
        answer.on('error', fail);
      });
      outgoing.on('finish', () => {
        this.sent = true;
        this.passEndOn();
      });
      passBody(request, outgoing, account, chunks, end);
      // A client with `Expect` waits for the answer to it.
      if (request.headers.expect !== undefined) outgoing.flushHeaders();
    });
  }

  /** Why there is no whole answer where the client's connection ended first. */
  private left(far: RelayTap, request: IncomingMessage): Failure {
    if (isNoHttp(far.unread)) return noHttp(far.unread);
    if (!request.readableEnded) return this.leftBefore('its request was whole');
    return this.leftBefore(
      far.answering ? `the answer of ${this.host} was whole` : `${this.host} had answered`,
    );
  }

  private leftBefore(what: string): Failure {
    return { kind: 'aborted', message: `${ENDINGS[this.ending ?? 'client']} before ${what}` };
  }

  private get host(): string {
    return this.options.target.origin;
  }

  /** When the client closes its side, the target's side is closed too. The target decides about the answer. */
  private passEndOn(): void {
    if (this.near.over && this.sent && this.near.pending === 1) this.far?.socket.end();
  }

  private async connect(): Promise<RelayTap> {
    // Two connections at once would mix their answers.
    this.far?.socket.destroy();
    const { target } = this.options;
    const socket = await connectTo(target, this.options, this.gone.signal);
    const far = new RelayTap(socket, this.near.socket);
    far.socket.on('close', () => this.near.finish());
    // The client may have gone away in the meantime.
    if (this.gone.signal.aborted) far.socket.destroy();
    this.far = far;
    return far;
  }

  /** After an unreadable answer the start of the next one is unknown: the rest is forwarded, and it ends. */
  private giveUp(far: RelayTap): void {
    if (far.socket.destroyed) return this.near.finish();
    far.socket.end();
    const timer = setTimeout(() => far.socket.destroy(), LAST_WORDS);
    far.socket.once('close', () => clearTimeout(timer));
  }
}
