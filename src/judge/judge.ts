import { requestChecks } from '../checks';
import { ByKind } from '../checks/by-kind';
import type { Settled } from '../checks/judgement';
import { beyondLimits, isUnanswered } from './not-judged';
import { View, type Bench } from '../checks/view';
import type { Operation } from '../contract/operation';
import { loadRegister, type Register } from '../contract/register/register';
import type { Actor, Level } from '../contract/register/row';
import { operationAt } from '../exchanges/address';
import { beyondBatch } from '../exchanges/batch';
import { NearMisses } from '../exchanges/near-misses';
import type { Exchange } from '../exchanges/exchange';
import { Recent } from '../exchanges/recent';
import { namesPolicy } from '../exchanges/unread-batch';
import type { Finding, InteractionResult } from '../results/report';
import { brokenMusts, type BrokenMust } from './against';
import { askedOf } from './asked';
import { Dispatch } from './dispatch';
import { RecordedUpdates } from './distinction/recorded';
import { countAgain, type Tallied } from './counting';
import { Outcomes, reasonOf } from './outcomes';
import { Reproductions } from './reproduction/reproductions';
import type { Judged, JudgeOptions } from './options';
import type { Difference } from './passes';
import { Scenarios } from './scenarios';
import { Sequences } from './sequences';

export type { Judged, JudgeOptions } from './options';

/**
 * What an exchange comes to whose like need not be judged, with what was noted, or found and is only counted further.
 */
export interface Tally extends Tallied {
  notes: readonly Finding[];
  passedOver: boolean;
}

/**
 * Judges exchanges one by one, as they come. Memory grows with what is found and with the scenarios that
 * are open, not with what is read.
 */
export class Judge {
  /** The operation that is judged. */
  readonly operation: Operation;
  /** The data that all views of this judge share. */
  readonly bench: Bench;
  readonly seen = { judged: 0, passedOver: 0 };
  /** What Pact's verifier made of interactions. */
  readonly interactions: InteractionResult[] = [];
  private readonly options: JudgeOptions;
  private readonly register: Register;
  private readonly outcomes: Outcomes;
  private readonly dispatch: Dispatch;
  private readonly sequences: Sequences;
  private readonly scenarios: Scenarios;
  private readonly reproductions: Reproductions | undefined;
  /** The updates of recorded traffic. A planned run keeps all views instead. */
  private readonly updates: RecordedUpdates | undefined;
  /** Answers that may be the provider's last; see add. */
  private readonly doubtful: View[] = [];
  /** What a planned run sent, in the order in which it happened. */
  private readonly views: View[] = [];

  constructor(options: JudgeOptions) {
    this.options = { ...options };
    this.register = options.register ?? loadRegister();
    this.operation = this.register.operation;
    const { planned, target } = options;
    this.reproductions = planned && target !== undefined ? new Reproductions(target) : undefined;
    this.updates = planned ? undefined : new RecordedUpdates();
    this.outcomes = new Outcomes(this.register, this.options, this.reproductions);
    // A run looks at what it has sent more than once: when it is answered, when its scenario ends, and at the end.
    this.bench = benchOf(this.register, options.planned && new WeakMap());
    const { exchange, sequence, scenario } = askedOf(this.operation, options.checks ?? [], (row) =>
      this.outcomes.standingOf(row),
    );
    this.dispatch = new Dispatch(exchange, this.bench);
    this.sequences = new Sequences(sequence);
    this.scenarios = new Scenarios(scenario);
  }

  /**
   * Judges one exchange, and what travelled in it. A doubtful answer of a planned run waits until a later
   * one shows that the provider still answers; if none does, the run is broken off, and it is not held
   * against the provider.
   * @returns what was found of it by itself, and of those that waited for it
   */
  add(exchange: Exchange): Finding[] {
    try {
      return this.addWhole(exchange);
    } catch (error) {
      return [this.outcomes.unjudged([{ exchange }], reasonOf(error))];
    }
  }

  private addWhole(exchange: Exchange): Finding[] {
    const view = View.of(exchange, this.bench);
    if (view.doubtful) {
      this.doubtful.push(view);
      return [];
    }
    // An exchange on a held connection was answered long before it was recorded.
    const saysNothing = !view.final || exchange.wire?.watched?.until === 'hold';
    if (saysNothing || this.doubtful.length === 0) return this.judgeOne(view);
    return [...this.doubtful.splice(0), view].flatMap((each) => this.judgeOne(each));
  }

  /**
   * Judges one exchange of recorded traffic.
   * @param counts whether breaches of exchanges that are alike need not be told of one by one, but only counted
   * @returns what was found, and what it comes to for exchanges that are alike; no tally where more
   *   than a note was found that is not only to be counted, or a check remembers it for those that follow
   */
  addAndTally(exchange: Exchange, counts = false): { found: Finding[]; tally?: Tally } {
    const passedOver = this.seen.passedOver;
    let found: Finding[] = [];
    const tallied = this.outcomes.tallied(() => (found = this.add(exchange)));
    const isNoted = found.every(({ outcome }) => outcome === 'informational');
    if (!(isNoted || (counts && this.outcomes.isFull(found))) || exchange.failure || this.isWaiting())
      return { found };
    return { found, tally: { ...tallied, notes: found, passedOver: this.seen.passedOver > passedOver } };
  }

  /** Counts an exchange that is alike to one which was judged: no check sees a difference between them. */
  addAlike(tally: Tally): void {
    if (tally.passedOver) this.seen.passedOver += 1;
    else this.seen.judged += 1;
    countAgain(tally, tally.notes);
  }

  /** Whether a check waits for a later exchange, so that equal exchanges are not interchangeable. */
  isWaiting(): boolean {
    return this.sequences.isWaiting();
  }

  /** An error at one exchange does not stop the judging of others. */
  private judgeOne(view: View): Finding[] {
    try {
      return this.judgeWhole(view);
    } catch (error) {
      return [this.outcomes.unjudged([view], reasonOf(error))];
    }
  }

  private judgeWhole(view: View): Finding[] {
    const { exchange } = view;
    const inner = view.intent === 'batch' ? view.items : [];
    if (view.intent === undefined || isBatchOfOthers(view, inner)) {
      this.seen.passedOver += 1;
      return [];
    }
    this.seen.judged += 1;
    if (exchange.context) this.reproductions?.saw(view);
    if (this.options.planned) this.views.push(view, ...inner);
    if (isUnanswered(exchange)) this.outcomes.fail(view);
    const found: Finding[] = [];
    for (const why of beyondLimits(exchange)) found.push(this.outcomes.unjudged([view], why));
    this.ask(view, found);
    for (const each of inner) this.ask(each, found);
    if (inner.length === 0) this.updates?.saw(view, found);
    if (exchange.context) this.scenarios.add(exchange.context, [view, ...inner]);
    return found;
  }

  private ask(view: View, found: Finding[]): void {
    try {
      this.askEach(view, found);
    } catch (error) {
      found.push(this.outcomes.unjudged([view], reasonOf(error)));
    }
  }

  /** Asks every check that looks at one exchange, and those that look at what follows. */
  private askEach(view: View, found: Finding[]): void {
    const { outcomes } = this;
    const { ofRequest, others } = this.dispatch.of(view.kind);
    const said = ofRequest.length > 0 ? saidOf(view) : undefined;
    for (const { asked, at } of ofRequest)
      if (said) outcomes.hear(asked, said[at], view, found);
      else outcomes.ask(asked, asked.check, view, found);
    for (const asked of others) outcomes.ask(asked, asked.check, view, found);
    for (const { asked, asking } of this.sequences.of(view.kind)) outcomes.ask(asked, asking, view, found);
  }

  /** Judges what the open scenarios show as a whole, and says what became of every row. */
  result(): Judged {
    if (this.options.brokenOff === undefined) for (const view of this.doubtful.splice(0)) this.judgeOne(view);
    const intervals = this.scenarios.intervals();
    this.scenarios.end(this.outcomes, this.options.brokenOff);
    const { interactions, views, seen } = this;
    const distinctions = this.updates?.distinctions();
    return this.outcomes.result({ interactions, views, intervals, distinctions, seen });
  }

  /** What the reads of a scenario show otherwise than is promised; nothing of it is recorded. */
  differencesIn(views: readonly View[]): ReadonlyMap<string, Difference> {
    return this.scenarios.differencesIn(views);
  }

  /** Whether what was judged so far fails the gate, waivers counted; nothing of it is recorded. */
  isRed(): boolean {
    return this.outcomes.isRed() || this.scenarios.isRed(this.outcomes, this.options.brokenOff);
  }

  /** Is told of a scenario that was seen to show the same each time that it is sent. */
  trust(scenario: string): void {
    this.scenarios.trust(scenario);
  }

  /** Says why the run ended before its plan was through. */
  endEarly(reason: string): void {
    this.options.brokenOff = reason;
  }

  /**
   * Says something of the run that no row stands for: what everyone who reads the report should know, or what
   * went wrong, so that the run cannot be called complete.
   */
  note(outcome: 'informational' | 'error', message: string, expected: string, actual: string): void {
    this.outcomes.note(outcome, message, expected, actual);
  }

  /** Takes what Pact's verifier made of an interaction into the verdict. */
  addInteraction(interaction: InteractionResult): void {
    this.interactions.push(interaction);
  }

  /**
   * The MUSTs that an exchange breaks by itself, by who answers for them, whatever rows were selected;
   * nothing of it is recorded.
   */
  against(exchange: Exchange): Record<Actor, BrokenMust[]> {
    return brokenMusts(View.of(exchange, this.bench), this.register, this.options.checks ?? []);
  }
}

/**
 * Judges a record.
 * @param exchanges in the order in which they happened
 */
export function judge(exchanges: Iterable<Exchange>, options: JudgeOptions): Judged {
  const judging = new Judge(options);
  const nears = new NearMisses([judging.operation]);
  for (const exchange of exchanges) {
    const { passedOver } = judging.seen;
    judging.add(exchange);
    if (judging.seen.passedOver > passedOver) nears.saw(exchange.request.url);
  }
  nears.tell(() => judging);
  return judging.result();
}

/**
 * What views need, for a register: the levels of its rows and the client's checks.
 * @param views those that were made; absent: only the last ones are kept
 */
export function benchOf(register: Register, views: Bench['views'] = new Recent()): Bench {
  return {
    operation: register.operation,
    clientChecks: new ByKind(requestChecks(register.operation)),
    views,
    levelOf: (requirement): Level => register.byId.get(requirement)?.level ?? 'NONE',
  };
}

/** What the client's checks say of a request; undefined where one of them fails at it, so that each is asked by itself. */
function saidOf(view: View): readonly Settled[] | undefined {
  try {
    return view.saidOfRequest;
  } catch {
    return undefined;
  }
}

/** A batch of other operations is not judged. A batch that was not parsed is recognised by its text. */
const isBatchOfOthers = ({ intent, exchange, operation }: View, inner: readonly View[]): boolean =>
  intent === 'batch' &&
  inner.length > 0 &&
  !inner.some((each) => each.intent !== undefined) &&
  (beyondBatch(exchange) === undefined || !namesPolicy(exchange, operation.resource)) &&
  (!exchange.context || inner.some((each) => operationAt(each.exchange.request.url) !== undefined));
