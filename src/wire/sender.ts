import type { Operation } from '../contract/operation';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { header } from '../exchanges/headers';
import type { Redactor, Showing } from '../exchanges/redact';
import { cleaned } from '../exchanges/withheld';
import type { Context, Exchange, HttpRequest } from '../exchanges/exchange';
import type { Send } from '../scenarios/scenario';
import type { Gate } from './gate';
import { keptOf } from './kept';
import { pause } from './pause';
import { Lane, type Sent, type Transport, type Watch } from './lane';
import { isPassing, Patience, type PatienceOptions } from './patience';
import { redactorOf } from './redactor';
import { writtenOut } from './written-out';
import {
  describe,
  credentialsReplayed,
  requestOf,
  requestReplayed,
  type Replay,
  type Speaker,
  type StepContext,
} from './requests';
import type { Target } from './target';

export type { Replay, StepContext };

export interface SenderOptions extends Transport, PatienceOptions, Speaker {
  /** Headers, parameters and members that are shown although their values may be secret. */
  showing?: Showing;
  /** Is called before each request; throws if the request may not be sent. */
  admit?: (request: HttpRequest) => void;
  /** Maximum requests per second; absent: the answers alone set the pace. */
  rate?: number;
  /** Fires when the user ends the run: all waits then end. */
  signal?: AbortSignal | undefined;
}

/** A request that is ready to be sent, with its context. */
interface Prepared {
  id: string;
  request: HttpRequest;
  described: Context;
  source: Exchange['source'];
}

interface Extra {
  payload?: Buffer;
  /** Tells from the answer to a read whether it ends a poll. */
  settled?: (exchange: Exchange) => Context['settled'];
  /** Index of the connection to use; absent: the first, which nearly all requests use. */
  connection?: number;
}

/** How long the sender waits for a connection to close after it asked for that, in milliseconds. */
const LONGEST_WATCH = 2000;
/** Index of the connection that is opened anew for each request. */
const ANEW = 2;
/**
 * Sends the requests of a run in sequence, each through the gate, and hands on the redacted results. After a throttle, it waits
 * as long as the provider asks. It retries after a server error or a lost connection while these are exceptions.
 */
export class Sender {
  private readonly redactor: Redactor;
  /** Nearly all requests use the first lane. */
  private readonly lanes: [Lane, ...Lane[]];
  private count = 0;
  private readonly patience: Patience;
  private kept = 0;
  private signal: AbortSignal | undefined;
  /** The earliest time of the next request, by the clock of the process. */
  private nextAt = 0;

  constructor(
    private readonly target: Target,
    private readonly gate: Gate,
    private readonly options: SenderOptions,
    private readonly record: (exchange: Exchange) => void,
  ) {
    this.redactor = redactorOf(options);
    this.lanes = [new Lane(target.root, options)];
    this.patience = new Patience(options);
    this.signal = options.signal;
  }

  /** The operation under test. */
  get operation(): Operation {
    return this.target.operation;
  }

  /**
   * Sends the requests that restore the policy, even if the user has ended the run.
   * @param patient whether to wait if a provider asks for that
   */
  seeThrough(patient: boolean): void {
    if (!patient && this.signal?.aborted) this.patience.end();
    this.patience.renew();
    this.signal = undefined;
  }

  /** The approximate memory that the recorded answers take, in characters. */
  get received(): number {
    return this.kept;
  }

  /** The number of requests sent. */
  get sent(): number {
    return this.count;
  }

  /**
   * Sends a step's request until an answer is final, and records each attempt.
   * @param extra a body that replaces the step's, and notes to add to a read before it is recorded
   */
  async send(step: Send, context: StepContext, extra: Extra = {}): Promise<Exchange> {
    const limit = Math.min(this.options.timeout, LONGEST_WATCH);
    const watch: Watch = step.watch === 'close' ? { until: 'close', limit } : { until: 'response' };
    const prepare = () => this.prepare(step, context, extra.payload);
    return (await this.untilItStands(prepare, watch, extra.settled, this.laneOf(step, extra.connection)))
      .exchange;
  }

  /**
   * Sends the requests of several steps at the same time, each on its own connection and otherwise as `send` does.
   * @returns the exchanges, in the order of the steps
   */
  sendTogether(steps: readonly Send[], context: StepContext): Promise<Exchange>[] {
    const together = this.count + 1;
    return steps.map(async (step, at) => {
      const lane = this.lane(at);
      const prepare = (): Prepared => this.prepare(step, { ...context, together });
      return (await this.untilItStands(prepare, { until: 'response' }, undefined, lane)).exchange;
    });
  }

  /**
   * Sends a request written elsewhere until an answer is final, and records each attempt.
   * @returns the exchange and the raw bytes of the answer; no bytes if no answer came
   */
  async replay(
    replay: Replay,
    context: StepContext & Pick<Context, 'step'>,
    source: Exchange['source'],
  ): Promise<{ exchange: Exchange; raw: Buffer }> {
    const { exchange, sent } = await this.untilItStands(() => this.prepareReplay(replay, context, source), {
      until: 'response',
    });
    return { exchange, raw: sent.raw ?? Buffer.alloc(0) };
  }

  private laneOf({ http, connection }: Send, at = 0): Pick<Lane, 'send'> {
    if (http) return writtenOut(this.target.root, this.options, http);
    if (connection !== 'new') return this.lane(at);
    this.lane(ANEW).close();
    return this.lane(ANEW);
  }

  private readonly lane = (at: number): Lane => (this.lanes[at] ??= new Lane(this.target.root, this.options));

  private async untilItStands(
    prepare: () => Prepared,
    watch: Watch,
    settled?: Extra['settled'],
    lane: Pick<Lane, 'send'> = this.lanes[0],
  ): Promise<{ exchange: Exchange; sent: Sent }> {
    for (let attempt = 1; ; attempt += 1) {
      await this.pace();
      const prepared = prepare();
      const sent = await lane.send(prepared.id, prepared.request, watch, { signal: this.signal });
      const wait = this.patience.before(attempt, sent, this.count);
      if (wait !== undefined) prepared.described.superseded = true;
      const exchange = this.keep(prepared, sent, wait === undefined ? settled : undefined);
      if (wait === undefined) return { exchange, sent };
      await pause(wait, this.signal);
    }
  }

  /**
   * Sends a step's request on its own connection, which then stays open and is watched.
   * @returns a handle once the answer is there: its `end` waits for the rest of the watch, records the exchange, and
   *   sends another request on the same connection
   */
  async hold(step: Send, context: StepContext, atLeast: number) {
    const lane = new Lane(this.target.root, this.options);
    const held = this.prepare(step, context);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let answered = (): void => undefined;
    const whole = new Promise<void>((resolve) => (answered = resolve));
    const exchange = lane.send(
      held.id,
      held.request,
      { until: 'hold', released },
      { answered, signal: this.signal },
    );
    await whole;
    const since = performance.now();
    return {
      end: async (behind: Send): Promise<Exchange[]> => {
        try {
          await sleep(Math.max(0, atLeast - (performance.now() - since)));
          release();
          const sent = await exchange;
          // This request cannot be sent again on the same connection. A passing failure says nothing about the
          // provider.
          if (isPassing(sent)) held.described.superseded = true;
          const first = this.keep(held, sent);
          const next = this.prepare(behind, context);
          const second = await lane.send(
            next.id,
            next.request,
            { until: 'response' },
            { signal: this.signal },
          );
          return [first, this.keep(next, second)];
        } finally {
          lane.close();
        }
      },
    };
  }

  /** Registers a secret that none of the sender's requests carries. */
  learn(secret: string): void {
    this.redactor.learn(secret);
  }

  /** Redacts the secrets of the run from a text that came from elsewhere. */
  redact(text: string): string {
    return this.redactor.words(text);
  }

  close(): void {
    this.lanes.forEach((lane) => lane.close());
  }

  private prepare(step: Send, context: StepContext, payload?: Buffer): Prepared {
    const request = requestOf(step, payload, this.target, this.options);
    return this.admitted(request, { ...context, ...describe(step) }, { kind: 'verify' });
  }

  private prepareReplay(
    replay: Replay,
    context: StepContext & Pick<Context, 'step'>,
    source: Exchange['source'],
  ): Prepared {
    const { token } = replay;
    const own = header(replay.headers, 'authorization');
    if (own !== undefined && token === undefined) this.redactor.learnToken(own.replace(/^\S+\s+/, ''));
    return this.admitted(
      requestReplayed(replay, this.target, this.options),
      { ...context, credentials: credentialsReplayed(replay) },
      source,
    );
  }

  private admitted(request: HttpRequest, described: Context, source: Exchange['source']): Prepared {
    this.gate.admit(request.url);
    this.options.admit?.(request);
    this.count += 1;
    return { id: `x${String(this.count).padStart(4, '0')}`, request, described, source };
  }

  /** Waits until the rate limit permits the next request. */
  private async pace(): Promise<void> {
    const { rate } = this.options;
    if (rate === undefined) return;
    const now = performance.now();
    const wait = this.nextAt - now;
    this.nextAt = Math.max(now, this.nextAt) + 1000 / rate;
    if (wait > 0) await pause(wait, this.signal);
  }

  private keep(
    { id, request, described: context, source }: Prepared,
    { response, failure, wire, timing }: Sent,
    settled?: Extra['settled'],
  ): Exchange {
    const exchange = cleaned(this.redactor, {
      id,
      source,
      observed: {
        ...{ authorization: true, framing: true, trailing: true },
        ...{ requestBody: true, responseBody: true, protocol: true },
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
    this.kept += keptOf(exchange.response);
    this.record(exchange);
    return exchange;
  }
}
