import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterMs } from '../checks/retry-after';
import { header } from '../exchanges/headers';
import { bodyOf } from '../exchanges/body';
import { Redactor } from '../exchanges/redact';
import type { Context, Credentials, Exchange, HeaderPair, HttpRequest } from '../exchanges/exchange';
import type { Send } from '../scenarios/scenario';
import type { Gate } from './gate';
import { Lane, type Sent, type Transport, type Watch } from './lane';
import type { Target } from './target';

export interface SenderOptions extends Transport {
  /** Tokens by what they allow; the full one is what every scenario but a few is sent with. */
  tokens: { full: string; readOnly?: string };
  /** Headers for every request, such as a gateway's key; their values are taken for secrets. */
  headers: readonly HeaderPair[];
  userAgent: string;
  /** Longest wait that a Retry-After is granted, in milliseconds. */
  longestWait: number;
  /** Is asked before each request; throws where it may not be sent. */
  admit?: (request: HttpRequest) => void;
  /** Requests a second at most; absent: as many as there are answers. */
  rate?: number;
  /** First wait before a request is sent again without a Retry-After, in milliseconds; doubled each time. */
  backoff: number;
}

/** Where a step belongs; the rest of the context is the step's own. */
export type StepContext = Pick<Context, 'scenario' | 'rows'>;

/** A request that somebody else wrote, to be sent as it is. */
export interface Replay {
  method: string;
  /** Path and query below the API root, or, where it begins with a version, below what stands before that. */
  path: string;
  headers: readonly HeaderPair[];
  body: Buffer;
  /** The token that takes the place of the request's own; none: its Authorization, or its absence, stays. */
  token: 'full' | 'readOnly' | undefined;
}

/** A request that is about to be sent, and where it belongs. */
interface Prepared {
  id: string;
  request: HttpRequest;
  described: Context;
  source: Exchange['source'];
}

interface Extra {
  payload?: Buffer;
  /** Says of a read's answer whether it ends a poll. */
  settled?: (exchange: Exchange) => Context['settled'];
}

/** How long a connection that was asked to close is waited for, in milliseconds. */
const LONGEST_WATCH = 2000;
/** How often one request is sent at most. */
const ATTEMPTS = 4;
/** Requests that may be sent again because of a server error or a lost connection: a share of all, and a few to begin with. */
const RETRY_SHARE = 0.05;
const RETRY_START = 10;

/**
 * Sends the requests of a run, one after the other, each through the gate, and hands on what came of
 * them, redacted. A throttle is waited for as it asks; a server error or a lost connection is tried again
 * while that is the exception.
 */
export class Sender {
  private readonly redactor: Redactor;
  /** The first is the one that nearly all requests go over. */
  private readonly lanes: [Lane, ...Lane[]];
  private count = 0;
  private repeated = 0;
  private waited = 0;
  private kept = 0;
  /** When the next request may leave, by the clock of the process. */
  private nextAt = 0;

  constructor(
    private readonly target: Target,
    private readonly gate: Gate,
    private readonly options: SenderOptions,
    private readonly record: (exchange: Exchange) => void,
  ) {
    this.redactor = new Redactor(options.headers.map(([name]) => name));
    for (const token of [options.tokens.full, options.tokens.readOnly])
      if (token !== undefined) this.redactor.learnToken(token);
    for (const [, value] of options.headers) this.redactor.learn(value);
    this.lanes = [new Lane(target.root, options)];
  }

  /** How much of answers is on record, in characters. */
  get received(): number {
    return this.kept;
  }

  /** How many requests were sent. */
  get sent(): number {
    return this.count;
  }

  /**
   * Sends a step's request until it has an answer that stands, and records each attempt.
   * @param extra a body in the place of the step's, and what to note of a read before it is recorded
   */
  async send(step: Send, context: StepContext, extra: Extra = {}): Promise<Exchange> {
    const watch: Watch =
      step.watch === 'close'
        ? { until: 'close', limit: Math.min(this.options.timeout, LONGEST_WATCH) }
        : { until: 'response' };
    const { exchange } = await this.untilItStands(
      () => this.prepare(step, context, extra.payload),
      watch,
      extra.settled,
    );
    return exchange;
  }

  /**
   * Sends the requests of several steps at the same time, each on a connection of its own and otherwise as
   * send does.
   * @returns what comes of each, in the order of the steps
   */
  sendTogether(steps: readonly Send[], context: StepContext): Promise<Exchange>[] {
    return steps.map(async (step, at) => {
      const lane = (this.lanes[at] ??= new Lane(this.target.root, this.options));
      const prepare = (): Prepared => this.prepare(step, context);
      return (await this.untilItStands(prepare, { until: 'response' }, undefined, lane)).exchange;
    });
  }

  /**
   * Sends a request that somebody else wrote until it has an answer that stands, and records each attempt.
   * @returns the exchange, and the answer byte for byte; no bytes where none came
   */
  async replay(
    replay: Replay,
    context: StepContext & Pick<Context, 'step'>,
    source: Exchange['source'],
  ): Promise<{ exchange: Exchange; raw: Buffer }> {
    const { exchange, sent } = await this.untilItStands(() => this.prepareReplay(replay, context, source), {
      until: 'response',
    });
    return { exchange, raw: Buffer.concat(sent.raw ?? []) };
  }

  private async untilItStands(
    prepare: () => Prepared,
    watch: Watch,
    settled?: Extra['settled'],
    lane = this.lanes[0],
  ): Promise<{ exchange: Exchange; sent: Sent }> {
    for (let attempt = 1; ; attempt += 1) {
      await this.pace();
      const prepared = prepare();
      const sent = await lane.send(prepared.id, prepared.request, watch);
      const wait = attempt < ATTEMPTS ? this.waitBeforeAgain(sent, attempt) : undefined;
      if (wait !== undefined) prepared.described.superseded = true;
      const exchange = this.keep(prepared, sent, wait === undefined ? settled : undefined);
      if (wait === undefined) return { exchange, sent };
      await sleep(wait);
    }
  }

  /**
   * Sends a step's request on a connection of its own, which is then kept open and watched.
   * @returns once the answer is there: `end` waits for the rest of the watch, records the exchange, and
   *   sends another request behind it on the same connection
   */
  async hold(step: Send, context: StepContext, atLeast: number) {
    const lane = new Lane(this.target.root, this.options);
    const held = this.prepare(step, context);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let answered = (): void => undefined;
    const whole = new Promise<void>((resolve) => (answered = resolve));
    const exchange = lane.send(held.id, held.request, { until: 'hold', released }, answered);
    await whole;
    const earliest = sleep(atLeast, undefined, { ref: false });
    return {
      end: async (behind: Send): Promise<Exchange[]> => {
        await earliest;
        release();
        const sent = await exchange;
        // It cannot be sent again on the same connection; what passes by says nothing of the provider.
        if (isPassing(sent)) held.described.superseded = true;
        const first = this.keep(held, sent);
        const next = this.prepare(behind, context);
        const second = this.keep(next, await lane.send(next.id, next.request, { until: 'response' }));
        lane.close();
        return [first, second];
      },
    };
  }

  /** Makes a secret known that no request of the sender's carries. */
  learn(secret: string): void {
    this.redactor.learn(secret);
  }

  /** A text from elsewhere, without the secrets of the run. */
  redact(text: string): string {
    return this.redactor.text(text);
  }

  close(): void {
    for (const lane of this.lanes) lane.close();
  }

  private prepare(step: Send, context: StepContext, payload?: Buffer): Prepared {
    const described: Context = { ...context, step: step.name, credentials: step.credentials ?? 'full' };
    if (step.accept !== undefined) described.accept = step.accept;
    return this.admitted(this.request(step, payload), described, { kind: 'verify' });
  }

  private prepareReplay(
    { method, path, headers, body, token }: Replay,
    context: StepContext & Pick<Context, 'step'>,
    source: Exchange['source'],
  ): Prepared {
    const own = header(headers, 'authorization');
    const bearer = token === undefined ? own : `Bearer ${this.options.tokens[token]}`;
    if (bearer !== undefined && token === undefined) this.redactor.learnToken(bearer.replace(/^\S+\s+/, ''));
    const request: HttpRequest = {
      method,
      url: this.target.urlOf(path),
      headers: [
        // What the user says for every request takes the place of an example.
        ...headers.filter(
          ([name]) =>
            name.toLowerCase() !== 'authorization' && header(this.options.headers, name) === undefined,
        ),
        ...(bearer === undefined ? [] : [['Authorization', bearer] as const]),
        ...this.options.headers,
      ],
    };
    if (body.length > 0) request.body = bodyOf(body);
    const credentials =
      token === 'full'
        ? 'full'
        : token === 'readOnly'
          ? 'read-only'
          : own === undefined
            ? 'none'
            : 'as-written';
    return this.admitted(request, { ...context, credentials }, source);
  }

  private admitted(request: HttpRequest, described: Context, source: Exchange['source']): Prepared {
    this.gate.admit(request.url);
    this.options.admit?.(request);
    this.count += 1;
    return { id: `x${String(this.count).padStart(4, '0')}`, request, described, source };
  }

  private request(step: Send, payload: Buffer | undefined): HttpRequest {
    const authorization = this.authorization(step.credentials ?? 'full', step.authorization);
    const bytes = payload ?? payloadOf(step);
    const type = step.contentType === undefined ? 'application/json' : step.contentType;
    const headers: HeaderPair[] = [
      ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
      ...(bytes && type !== null ? [['Content-Type', type] as const] : []),
      ...this.unlessGiven([
        ['Accept', 'application/json'],
        ['client-request-id', randomUUID()],
        ['User-Agent', this.options.userAgent],
      ]),
      ...this.options.headers,
      ...(step.headers ?? []),
    ];
    const request: HttpRequest = { method: step.method, url: this.target.url(step.path), headers };
    if (bytes) request.body = bodyOf(bytes);
    return request;
  }

  /** Headers of the suite's own that the user has not said otherwise. */
  private unlessGiven(headers: HeaderPair[]): HeaderPair[] {
    return headers.filter(([name]) => header(this.options.headers, name) === undefined);
  }

  private authorization(credentials: Credentials, malformed: string | undefined): string | undefined {
    const { full, readOnly } = this.options.tokens;
    switch (credentials) {
      case 'full':
        return `Bearer ${full}`;
      case 'read-only':
        return `Bearer ${readOnly}`;
      case 'lower-case-scheme':
        return `bearer ${full}`;
      case 'malformed':
        return malformed?.replace('$TOKEN', full);
      case 'none':
        return undefined;
    }
  }

  /** Waits until another request may leave. */
  private async pace(): Promise<void> {
    const { rate } = this.options;
    if (rate === undefined) return;
    const now = performance.now();
    const wait = this.nextAt - now;
    this.nextAt = Math.max(now, this.nextAt) + 1000 / rate;
    if (wait > 0) await sleep(wait);
  }

  /** Milliseconds until the request may be sent again; undefined where its answer stands. */
  private waitBeforeAgain(sent: Sent, attempt: number): number | undefined {
    const { response } = sent;
    const { backoff, longestWait } = this.options;
    const growing = backoff * 2 ** (attempt - 1) * (0.5 + Math.random());
    const throttled = response?.status === 429 || response?.status === 503;
    const asked =
      throttled && response
        ? retryAfterMs(header(response.headers, 'retry-after') ?? '', Date.now())
        : undefined;
    if (asked !== undefined) {
      if (asked > longestWait || this.waited + asked > 4 * longestWait) return undefined;
      this.waited += asked;
      return asked;
    }
    if (!isPassing(sent)) return undefined;
    if (this.repeated >= RETRY_START + RETRY_SHARE * this.count) return undefined;
    this.repeated += 1;
    return growing;
  }

  private keep(
    { id, request, described: context, source }: Prepared,
    { response, failure, wire, timing }: Sent,
    settled?: Extra['settled'],
  ): Exchange {
    const exchange = this.redactor.exchange({
      id,
      source,
      observed: {
        authorization: true,
        framing: true,
        trailing: true,
        requestBody: true,
        responseBody: true,
        protocol: true,
      },
      request,
      ...(response && { response }),
      ...(failure && { failure }),
      ...(wire && { wire }),
      ...(timing && { timing }),
      context,
    });
    const end = settled?.(exchange);
    if (end) context.settled = end;
    this.kept += exchange.response?.body?.data.length ?? 0;
    this.record(exchange);
    return exchange;
  }
}

/** Whether an answer may be another the next time: a throttle, a server error, a lost connection. */
const isPassing = ({ response, failure }: Sent): boolean =>
  failure?.kind === 'reset' || response?.status === 429 || (response !== undefined && response.status >= 500);

function payloadOf({ payload }: Send): Buffer | undefined {
  if (!payload || 'lastRead' in payload) return undefined;
  return Buffer.from('text' in payload ? payload.text : JSON.stringify(payload.json), 'utf8');
}
