import { allChecks, providerChecks, requestChecks } from '../checks';
import { type Check, type ExchangeCheck, type Judging, type ScenarioCheck } from '../checks/check';
import { sees, type Breaks, type Judgement } from '../checks/judgement';
import { View, type Bench } from '../checks/view';
import { operationAt } from '../exchanges/address';
import { curlLine } from '../exchanges/curl';
import { expandBatch } from '../exchanges/batch';
import type { Exchange } from '../exchanges/exchange';
import type { Capability } from '../contract/register/capabilities';
import { loadRegister, type Register } from '../contract/register/register';
import type { Actor, Level, Requirement } from '../contract/register/row';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type NamedExchange,
  type Outcome,
  type RequirementResult,
  type Verdict,
} from '../results/report';
import type { Operation } from '../contract/operation';
import { select, type Selection } from '../contract/selection';
import { Found } from './found';
import { TO_ITS_END, verdictOf } from '../results/verdict';

/** What is judged, by what, and how strictly. */
export interface JudgeOptions extends Selection {
  /** Who answers: the provider's rows, the client's, or, for recorded traffic, both. */
  subject: 'provider' | 'client' | 'traffic';
  register?: Register;
  /** Checks beside the suite's own, for rows of an overlay. */
  checks?: readonly Check[];
  /** A SHOULD that is broken counts as a violation of the gate. */
  strict?: boolean;
  /** What the provider is declared not to have. */
  lacks?: readonly Capability[];
  /** The rows that a run planned to exercise; for those that it could not, what was missing. */
  planned?: ReadonlyMap<string, string | undefined>;
  /** Why a run ended before its plan was through. */
  brokenOff?: string;
}

/** What the judge found: the heart of a report. */
export interface Judged {
  verdict: Verdict;
  reason: string | null;
  counts: Record<Outcome, number>;
  requirements: RequirementResult[];
  findings: Finding[];
  interactions: InteractionResult[];
  exchanges: NamedExchange[];
  /** How many exchanges bore on the operation, and how many were passed over as others'. */
  seen: { judged: number; passedOver: number };
}

/**
 * What an exchange that breaks nothing comes to: the rows that it was judged by, each as often as it was, and
 * what was noted.
 */
export interface Tally {
  rows: readonly string[];
  notes: readonly Finding[];
  passedOver: boolean;
}

/** What findings have in common that are of no row and of no exchange. */
const OF_THE_RUN = {
  check: null,
  requirement: null,
  level: null,
  blame: 'environment',
  pointer: null,
  exchanges: [],
  count: 1,
  curl: null,
} as const;

/**
 * Judges exchanges one by one, as they come. Memory grows with what is found and with the scenarios that
 * are open, not with what is read.
 */
export class Judge {
  private readonly register: Register;
  /** The operation that is judged. */
  readonly operation: Operation;
  private readonly rows: Map<string, Requirement>;
  private readonly exchangeChecks: { check: ExchangeCheck; ofClient: boolean; ofProvider: boolean }[];
  private readonly sequences: { check: Check; judge: Judging; ofClient: boolean }[];
  private readonly scenarioChecks: ScenarioCheck[];
  private readonly scenarios = new Map<string, View[]>();
  /** The rows that were judged since a tally was begun. */
  private tallying: string[] | undefined;
  /** What all views of this judge share. */
  readonly bench: Bench;
  private readonly judged = new Map<string, number>();
  private readonly worst = new Map<string, Outcome>();
  private readonly found = new Found();
  /** Rows that could not be judged because an exchange of theirs failed. */
  private readonly failed = new Set<string>();
  readonly seen = { judged: 0, passedOver: 0 };
  /** What Pact's verifier made of interactions. */
  readonly interactions: InteractionResult[] = [];
  /** Answers that may be the provider's last; see add. */
  private readonly doubtful: View[] = [];

  private readonly options: JudgeOptions;

  constructor(options: JudgeOptions) {
    this.options = { ...options };
    this.register = options.register ?? loadRegister();
    this.operation = this.register.operation;
    const answers: Actor[] = options.subject === 'traffic' ? ['client', 'provider'] : [options.subject];
    this.rows = new Map(
      select(this.register, options)
        .filter((row) => answers.includes(row.actor))
        .map((row) => [row.id, row]),
    );
    const checks = [...allChecks(this.operation), ...(options.checks ?? [])].filter((check) =>
      this.rows.get(check.requirement)?.checks.includes(check.address),
    );
    // What a Pact expects is judged even where its request is wrong on purpose.
    const ofClient = ({ address, requirement }: Check): boolean =>
      !address.startsWith('expectation/') && this.rows.get(requirement)?.actor === 'client';
    const ofProvider = ({ requirement }: Check): boolean => this.rows.get(requirement)?.actor === 'provider';
    this.exchangeChecks = checks.flatMap((check) =>
      check.scope === 'exchange' ? [{ check, ofClient: ofClient(check), ofProvider: ofProvider(check) }] : [],
    );
    this.scenarioChecks = checks.filter((check) => check.scope === 'scenario');
    this.sequences = checks.flatMap((check) =>
      check.scope === 'sequence' ? [{ check, judge: check.start(), ofClient: ofClient(check) }] : [],
    );
    this.bench = benchOf(this.register);
  }

  /**
   * Judges one exchange, and what travelled in it. A doubtful answer of a planned run waits until a later
   * one shows that the provider still answers; if none does, the run is broken off, and it is not held
   * against the provider.
   * @returns what was found of it by itself, and of those that waited for it
   */
  add(exchange: Exchange): Finding[] {
    const view = View.of(exchange, this.bench);
    if (view.doubtful) {
      this.doubtful.push(view);
      return [];
    }
    // An exchange whose connection was held open was answered long before it was recorded.
    const saysNothing = !view.final || exchange.wire?.watched?.until === 'hold';
    const still = saysNothing ? [] : this.doubtful.splice(0);
    return [...still, view].flatMap((each) => this.judgeOne(each));
  }

  /**
   * Judges one exchange of recorded traffic.
   * @returns what was found, and what it comes to for exchanges that are alike; no tally where more
   *   than a note was found, or a check remembers it for those that follow
   */
  addAndTally(exchange: Exchange): { found: Finding[]; tally?: Tally } {
    this.tallying = [];
    const passedOver = this.seen.passedOver;
    const found = this.add(exchange);
    const rows = this.tallying;
    this.tallying = undefined;
    const notes = found.filter(({ outcome }) => outcome === 'informational');
    if (notes.length < found.length || exchange.failure || this.isWaiting()) return { found };
    return { found, tally: { rows, notes, passedOver: this.seen.passedOver > passedOver } };
  }

  /** Counts an exchange that is alike to one which was judged: no check sees a difference between them. */
  addAlike({ rows, notes, passedOver }: Tally): void {
    if (passedOver) this.seen.passedOver += 1;
    else this.seen.judged += 1;
    for (const id of rows) this.judged.set(id, (this.judged.get(id) ?? 0) + 1);
    for (const note of notes) note.count += 1;
  }

  /** Whether a check looks out for what follows, so that no exchange is like another. */
  isWaiting(): boolean {
    return this.sequences.some(({ judge }) => judge.isWaiting());
  }

  private judgeOne(view: View): Finding[] {
    const { exchange } = view;
    if (view.intent === undefined) {
      this.seen.passedOver += 1;
      return [];
    }
    const inner = expandBatch(exchange).map((each) => View.of(each, this.bench));
    // A batch of other operations is none of the contract's business.
    if (
      view.intent === 'batch' &&
      (!exchange.context || inner.some((each) => operationAt(each.exchange.request.url) !== undefined)) &&
      inner.length > 0 &&
      !inner.some(({ intent }) => intent !== undefined)
    ) {
      this.seen.passedOver += 1;
      return [];
    }
    this.seen.judged += 1;
    const unanswered =
      exchange.failure && exchange.failure.kind !== 'aborted' && exchange.injected === undefined;
    if (unanswered && !exchange.context?.superseded) this.fail(view);
    const found: Finding[] = [];
    const onPurpose = isWrongOnPurpose(exchange);
    for (const each of inner.length === 0 ? [view] : [view, ...inner]) {
      const { observed } = each.exchange;
      for (const { check, ofClient, ofProvider } of this.exchangeChecks) {
        // What was answered in the provider's place is none of its own.
        if ((onPurpose && ofClient) || (ofProvider && exchange.injected !== undefined)) continue;
        if (!sees(check, observed)) continue;
        this.take(check, ofClient ? each.judgedBy(check) : check.judge(each), [each], found);
      }
      for (const { check, judge, ofClient } of this.sequences) {
        if (!(onPurpose && ofClient) && sees(check, observed))
          this.take(check, judge.see(each), [each], found);
      }
    }
    const scenario = exchange.context?.scenario;
    if (scenario !== undefined) this.scenarioOf(scenario).push(view, ...inner);
    return found;
  }

  private scenarioOf(address: string): View[] {
    let views = this.scenarios.get(address);
    if (!views) this.scenarios.set(address, (views = []));
    return views;
  }

  /** Judges what the open scenarios show as a whole, and says what became of every row. */
  result(): Judged {
    if (this.options.brokenOff === undefined) for (const view of this.doubtful.splice(0)) this.judgeOne(view);
    for (const views of this.scenarios.values()) {
      for (const check of this.scenarioChecks) {
        if (views.every((view) => sees(check, view.exchange.observed)))
          this.take(check, check.judge(views), views);
      }
    }
    this.scenarios.clear();
    if (this.options.brokenOff !== undefined)
      this.note('error', this.options.brokenOff, TO_ITS_END, 'broken off');
    const requirements = [...this.rows.values()].map((row) => this.resultOf(row));
    const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
    for (const { outcome } of requirements) counts[outcome] += 1;
    const { findings, exchanges } = this.found;
    const { strict = false, brokenOff } = this.options;
    const { interactions } = this;
    return {
      ...verdictOf({ requirements, findings, interactions, strict, brokenOff }),
      counts,
      requirements,
      findings,
      interactions,
      exchanges,
      seen: this.seen,
    };
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
    this.found.add([], { ...OF_THE_RUN, outcome, message, expected, actual });
  }

  /** Takes what Pact's verifier made of an interaction into the verdict. */
  addInteraction(interaction: InteractionResult): void {
    this.interactions.push(interaction);
  }

  /**
   * The MUSTs that an exchange breaks by itself, by who answers for them, whatever rows were selected;
   * nothing of it is recorded.
   */
  against(exchange: Exchange): Record<Actor, { requirement: string; message: string }[]> {
    const view = View.of(exchange, this.bench);
    const isMust = ({ requirement }: Check, actor: Actor): boolean => {
      const row = this.register.byId.get(requirement);
      return row?.level === 'MUST' && row.actor === actor;
    };
    const broken = (actor: Actor, checks: readonly Check[]) =>
      checks.flatMap((check) =>
        check.scope === 'exchange' && isMust(check, actor) && sees(check, view.exchange.observed)
          ? [...check.judge(view)].flatMap((judgement) =>
              judgement.holds || judgement.weight
                ? []
                : [{ requirement: check.requirement, message: judgement.message }],
            )
          : [],
      );
    return {
      provider: broken('provider', [...providerChecks(), ...(this.options.checks ?? [])]),
      client: broken('client', requestChecks(this.operation)),
    };
  }

  /** Takes what a check says into the rows, and what it found into the list. */
  private take(
    check: Check,
    judgements: Iterable<Judgement>,
    views: readonly View[],
    found: Finding[] = [],
  ): void {
    const row = this.rows.get(check.requirement) as Requirement;
    for (const judgement of judgements) {
      this.judged.set(row.id, (this.judged.get(row.id) ?? 0) + 1);
      this.tallying?.push(row.id);
      if (judgement.holds) continue;
      const outcome = outcomeOf(row.level, judgement.weight);
      this.worsen(row.id, outcome);
      const shown =
        views.find((view) => view.exchange.id === shownExchange(judgement)) ?? (views.at(-1) as View);
      found.push(
        this.found.add(views, {
          check: check.address,
          requirement: row.id,
          level: row.level,
          outcome,
          blame: row.actor,
          message: judgement.message,
          expected: judgement.expected,
          actual: judgement.actual,
          pointer: judgement.pointer ?? null,
          exchanges: judgement.exchanges,
          count: 1,
          curl: curlLine(shown.exchange),
        }),
      );
    }
  }

  /** An exchange without a whole answer says nothing of the provider's contract, and is never passed over in silence. */
  private fail(view: View): void {
    const { failure, context } = view.exchange;
    for (const id of context?.rows ?? []) if (this.rows.has(id)) this.failed.add(id);
    this.found.add([view], {
      ...OF_THE_RUN,
      outcome: 'error',
      message: `no answer to ${view.method}: ${failure?.message}`,
      expected: 'an answer',
      actual: failure?.kind ?? 'none',
      exchanges: [view.exchange.id],
      curl: curlLine(view.exchange),
    });
  }

  private worsen(id: string, outcome: Outcome): void {
    const known = this.worst.get(id);
    if (known === undefined || rank(outcome) < rank(known)) this.worst.set(id, outcome);
  }

  private resultOf(row: Requirement): RequirementResult {
    const judged = this.judged.get(row.id) ?? 0;
    const { id, level, basis, actor, checks } = row;
    return { id, level, basis, actor, outcome: this.outcomeOfRow(row, judged), judged, checks: [...checks] };
  }

  private outcomeOfRow(row: Requirement, judged: number): Outcome {
    const { lacks = [], planned } = this.options;
    const absent = row.needs.find((need) => lacks.includes(need));
    const found = this.worst.get(row.id);
    if (absent !== undefined && found === undefined) return 'not-applicable';
    // What was proven stays proven, whatever else had no answer.
    if (found === 'violates') return found;
    if (this.failed.has(row.id)) return 'error';
    if (found !== undefined) return found;
    if (judged > 0) return 'conforms';
    if (!planned?.has(row.id)) return 'not-exercised';
    // One line says why a run ended; that its rows stayed open follows.
    if (this.options.brokenOff !== undefined) return 'untestable';
    const missing = planned.get(row.id) ?? 'its requests were sent, and no answer to them could be judged';
    this.found.add([], {
      ...OF_THE_RUN,
      requirement: row.id,
      level: row.level,
      outcome: 'untestable',
      message: `${row.title}: ${missing}`,
      expected: 'an exchange that shows it',
      actual: 'none',
    });
    return 'untestable';
  }
}

/**
 * Judges a record.
 * @param exchanges in the order in which they happened
 */
export function judge(exchanges: Iterable<Exchange>, options: JudgeOptions): Judged {
  const judging = new Judge(options);
  for (const exchange of exchanges) judging.add(exchange);
  return judging.result();
}

/** What views need, for a register: the levels of its rows and the client's checks. */
export function benchOf(register: Register): Bench {
  return {
    operation: register.operation,
    clientChecks: requestChecks(register.operation),
    views: new WeakMap(),
    levelOf: (requirement): Level => register.byId.get(requirement)?.level ?? 'NONE',
  };
}

const rank = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);

/**
 * What the suite itself sent in a run is wrong on purpose, and no client's fault; nor is what a Pact has that
 * expects a refusal, but for that expectation itself.
 */
const isWrongOnPurpose = ({ context, expected }: Exchange): boolean =>
  context !== undefined || (expected !== undefined && Number(expected.status.value) >= 400);

/** The exchange whose request provokes the breach: the last but one where a read shows what a write did. */
const shownExchange = ({ exchanges }: Breaks): string | undefined =>
  exchanges.length > 1 ? exchanges.at(-2) : exchanges[0];

function outcomeOf(level: Level, weight: Breaks['weight']): Outcome {
  const order = ['MUST', 'SHOULD', 'INFO'] as const;
  const heaviest = Math.max(order.indexOf(level as 'MUST'), order.indexOf(weight ?? 'MUST'));
  return (['violates', 'deviates', 'informational'] as const)[heaviest] ?? 'informational';
}
