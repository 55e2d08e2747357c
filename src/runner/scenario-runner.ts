import { View, type Bench } from '../checks/view';
import { asCame } from '../exchanges/as-came';
import { decodedBytes, isMembers, type Members } from '../exchanges/body';
import type { Exchange } from '../exchanges/exchange';
import { update, type Read, type Scenario, type Send, type Step } from '../scenarios/scenario';
import { BrokenOff } from '../wire/broken-off';
import { obstacleOf } from './obstacle';
import { INTERRUPTED } from '../interrupted';
import type { Sender, StepContext } from '../wire/sender';
import { Poller } from './poller';
import { Written } from './written';

/** Most characters that a provider may send in a run: some fifty times what a run needs, polls of a policy that shows all others included. */
const MOST = 32 * 2 ** 20;
/** Number of consecutive failures after which the provider counts as gone. */
const GONE_AFTER = 3;

/**
 * Number of consecutive doubtful answers after which the runner probes the provider; it doubles if the provider is
 * still there.
 */
const DOUBTS_ALLOWED = 3;

/** Methods that change nothing (RFC 9110 9.2.1). */
const SAFE = ['GET', 'HEAD'];

/** How a scenario is run. */
export interface Manner {
  /** How often the scenario was run before. */
  again?: number;
  /** Whether reads are assumed to lag even if none was seen to. */
  careful?: boolean;
  /** Whether every difference is waited for as if it were the first of its kind. */
  patient?: boolean;
  /**
   * The policy that an earlier run of the scenario met: members that its known state leaves open are set to the same
   * values.
   */
  met?: Members | undefined;
}

/**
 * Runs scenarios against a provider: brings the policy into the starting state of each, sends its steps, and polls
 * reads until they show what was written or the time limit has passed.
 */
export class ScenarioRunner {
  /** The known state of the policy; undefined after any other write. */
  private state: 'A' | 'B' | undefined;
  private readonly written: Written;
  private readonly poller: Poller;
  /** Exchanges without an answer since the last answer. */
  private unanswered: Exchange[] = [];
  /**
   * The number of consecutive doubtful answers, and how many are accepted before a plain request probes the provider.
   */
  private doubts = 0;
  private doubtsAllowed = DOUBTS_ALLOWED;

  constructor(
    private readonly sender: Sender,
    private readonly bench: Bench,
    /** How long a read may lag behind a write, in milliseconds. */
    settle: number,
    private readonly signal: AbortSignal | undefined,
    private readonly canRead: boolean,
    /** The update that brings the policy into a known state. */
    private readonly baseline: (state: 'A' | 'B') => Send,
    /** Is called before each request; throws if the run is over. */
    private readonly goesOn: () => void = () => undefined,
  ) {
    this.written = new Written(bench.operation, settle);
    this.poller = new Poller(settle, this.written, bench, signal);
  }

  /** @returns the exchanges, in order */
  async run(scenario: Scenario, manner: Manner = {}): Promise<View[]> {
    const { again, careful = false, patient = false, met } = manner;
    const { address, rows } = scenario;
    if (met) await this.bringBack(met, scenario);
    const context = { scenario: address, rows, ...(again !== undefined && { again }) };
    this.poller.careful = careful;
    if (patient) this.poller.bePatient();
    try {
      return await this.steps(scenario, scenario.steps, context, []);
    } finally {
      this.poller.careful = false;
    }
  }

  /**
   * Continues a scenario whose steps up to its first read were sent already.
   * @param answers the exchanges of these steps
   * @returns all exchanges of the scenario
   */
  async goOn(scenario: Scenario, answers: readonly Exchange[]): Promise<View[]> {
    const { address, rows, steps } = scenario;
    const at = steps.findIndex(({ kind }) => kind === 'read');
    return this.steps(scenario, steps.slice(at), { scenario: address, rows }, answers);
  }

  private async steps(
    scenario: Scenario,
    steps: readonly Step[],
    context: StepContext,
    before: readonly Exchange[],
  ): Promise<View[]> {
    const views: View[] = [];
    const keep = (exchange: Exchange): void => void views.push(...this.viewsOf(exchange));
    for (const exchange of before) keep(exchange);
    if (scenario.from !== undefined && this.state !== scenario.from) {
      const written = await this.send(this.baseline(scenario.from), context);
      keep(written);
      this.state = succeeded(written) ? scenario.from : undefined;
    }
    for (const step of steps) {
      if (step.kind === 'read') {
        keep(await this.poll(step, context, views));
        continue;
      }
      if (step.kind === 'together') {
        for (const exchange of await this.together(step.sends, context)) keep(exchange);
        this.state = undefined;
        continue;
      }
      if (step.polled) {
        const polled = await this.pollBy(step, context, views);
        keep(polled);
        // Whether that is so in this form alone is told by a plain one.
        if (polled.context?.settled?.satisfied === false)
          keep(await this.poll({ kind: 'read', name: `${step.name}, plain` }, context, views));
        continue;
      }
      const read = views.findLast((view) => view.policy !== undefined)?.exchange;
      const last = read && asCame(read).response;
      const lastRead = step.payload && 'lastRead' in step.payload;
      if (lastRead && !last) continue;
      if (step.behind !== undefined && !views.some((view) => isOf(view, step.behind) && view.succeeded))
        continue;
      const exchange = await this.send(
        step,
        context,
        lastRead && last ? this.sendable(decodedBytes(last)) : undefined,
      );
      keep(exchange);
      // The state checks do not see what this step does to the policy.
      if (step.http && !SAFE.includes(step.method)) this.changedElsewhere();
      // Any write that was not refused may have changed the policy.
      if (!SAFE.includes(step.method) && !refused(exchange)) this.state = undefined;
    }
    return views;
  }

  /** Restores the members that the known state of a scenario leaves open, if they may have changed since. */
  private async bringBack(met: Members, { address, from }: Scenario): Promise<void> {
    const { operation } = this.bench;
    const known = from === undefined ? {} : operation.states[from];
    const open = operation.updatable.filter(
      (name) => !(name in known) && operation.isEverSet(name) && (met[name] ?? null) !== null,
    );
    const members = Object.fromEntries(open.map((name) => [name, met[name]]));
    if (this.written.isKnownToHave(members)) return;
    await this.send(update('what the known state leaves open', operation.bodyOf(members)), {
      scenario: `${address}/as-before`,
      rows: [],
    });
    this.state = undefined;
  }

  /** The views of an exchange and of the requests in its batch. */
  private viewsOf(exchange: Exchange): View[] {
    const view = View.of(exchange, this.bench);
    return [view, ...view.items];
  }

  /** The body of a read, without members that no page lets an update set. */
  private sendable(read: Buffer): Buffer {
    const { operation } = this.bench;
    const policy: unknown = JSON.parse(read.toString('utf8'));
    if (!isMembers(policy) || !operation.setsSilent(policy)) return read;
    return Buffer.from(JSON.stringify(operation.withoutSilent(policy)));
  }

  /** Sends a step; throws BrokenOff if the provider no longer answers, or the run was interrupted. */
  async send(step: Send, context: StepContext, payload?: Buffer): Promise<Exchange> {
    return this.watchful(() => this.sender.send(step, context, payload ? { payload } : {}));
  }

  private async together(sends: readonly Send[], context: StepContext): Promise<Exchange[]> {
    const exchanges: Exchange[] = [];
    const answers = this.sender.sendTogether(sends, context);
    // If the first step throws, nothing waits for the others any more.
    for (const answered of answers) answered.catch(() => undefined);
    for (const answered of answers) exchanges.push(await this.watchful(() => answered));
    return exchanges;
  }

  private async poll(
    { name, credentials = 'full', gone }: Read,
    context: StepContext,
    views: readonly View[],
  ): Promise<Exchange> {
    const step: Send = {
      kind: 'send',
      name,
      method: 'GET',
      credentials,
      // The rows on permissions judge requests with a lesser token, and the row on DELETE judges the state after it.
      ...(credentials === 'full' && !gone && { accept: 'GET-SHAPE' }),
    };
    return this.pollBy(step, context, views);
  }

  private pollBy(step: Send, context: StepContext, views: readonly View[]): Promise<Exchange> {
    return this.poller.poll(views, (connection, settled) =>
      this.watchful(() => this.sender.send(step, context, { settled, connection })),
    );
  }

  /** Records that the policy was changed by something other than this runner. */
  changedElsewhere(): void {
    this.state = undefined;
    this.written.forget();
  }

  /** Sends a request written elsewhere, unchanged; throws as `send` does. */
  async replay(...replay: Parameters<Sender['replay']>): Promise<{ exchange: Exchange; raw: Buffer }> {
    // The request may change the policy in any way, so the state is no longer known.
    this.state = undefined;
    let raw: Buffer = Buffer.alloc(0);
    // Replayed reads are not polled.
    await this.poller.settled();
    const exchange = await this.watchful(async () => {
      const replayed = await this.sender.replay(...replay);
      raw = replayed.raw;
      return replayed.exchange;
    });
    return { exchange, raw };
  }

  private async watchful(send: () => Promise<Exchange>): Promise<Exchange> {
    if (this.signal?.aborted) throw new BrokenOff(INTERRUPTED);
    this.goesOn();
    if (this.sender.received > MOST)
      throw new BrokenOff(
        `the provider has sent more than ${MOST / 2 ** 20} MB of bodies and headers, far more than a policy needs`,
      );
    const exchange = await send();
    if (this.signal?.aborted && exchange.failure) throw new BrokenOff(INTERRUPTED);
    this.written.take(this.viewsOf(exchange));
    this.unanswered = exchange.failure ? [...this.unanswered, exchange] : [];
    this.doubts = View.of(exchange, this.bench).doubtful ? this.doubts + 1 : 0;
    if (this.unanswered.length >= GONE_AFTER) throw new BrokenOff(stoppedAnswering(this.unanswered));
    if (this.doubts >= this.doubtsAllowed) await this.lookWhetherItIsThere();
    return exchange;
  }

  /**
   * After several doubtful answers in a row, sends a plain request. It tells whether only those requests failed, or
   * whether the provider no longer answers any: an expired token, a crash, a quota.
   */
  private async lookWhetherItIsThere(): Promise<void> {
    const plain: Send = this.canRead
      ? { kind: 'send', name: 'a plain read', method: 'GET' }
      : this.baseline('A');
    const exchange = await this.sender.send(plain, { scenario: 'still-there', rows: [] });
    this.written.take(this.viewsOf(exchange));
    if (View.of(exchange, this.bench).doubtful || exchange.failure) {
      throw new BrokenOff(`the provider stopped answering: ${obstacleOf(exchange)}`);
    }
    if (!this.canRead) this.state = undefined;
    this.doubts = 0;
    this.doubtsAllowed *= 2;
  }
}

const isOf = ({ exchange }: View, step: string | undefined): boolean => exchange.context?.step === step;

const succeeded = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 200 && response.status < 300;
const refused = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 400 && response.status < 500;

/** Names the first request without an answer, as the starting point for finding a crash. */
function stoppedAnswering(unanswered: readonly Exchange[]): string {
  const [first] = unanswered;
  const step = first?.context?.step;
  const named = `${first?.request?.method} of ${first?.id}${step === undefined ? '' : `, ${step}`}`;
  return `the provider stopped answering, first to ${named}: ${unanswered.at(-1)?.failure?.message}`;
}
