import type { ExchangeCheck } from '../checks/check';
import { HOLDS, settle, type Breaks, type Said, type Settled } from '../checks/judgement';
import type { Interval } from '../checks/state/history';
import type { View } from '../checks/view';
import { describe } from '../contract/describe';
import type { Register } from '../contract/register/register';
import { curlLine } from '../exchanges/curl';
import type { Finding, InteractionResult } from '../results/report';
import { isRed } from '../results/outcome';
import { TO_ITS_END, verdictOf } from '../results/verdict';
import type { Asked } from './asked';
import { folded, groupsOf } from './folded';
import { countsOf, stoppedAfter, type Tallied } from './counting';
import { Found } from './found';
import { inWordsOf } from './modal';
import { levelOf, outcomeOf } from './outcome';
import type { Judged, JudgeOptions } from './options';
import type { Reproductions } from './reproduction/reproductions';
import { reproductionOf } from './reproduction/line';
import { causesOf } from './causes';
import { nameContext, wordsOfContexts } from './causes/contexts';
import { Trace, type Told } from './causes/trace';
import { distinctionsOf } from './distinction';
import { nameTwo } from './distinction/pairs';
import { refusedUpdatesOf } from './distinction/refused';
import { Rows, worsen, type Standing } from './rows';

/** What findings have in common that are of no row and of no exchange. */
const OF_THE_RUN = {
  check: null,
  requirement: null,
  level: null,
  blame: 'environment',
  pointer: null,
  exchanges: [],
  count: 1,
} as const;
/** So often is it kept that something was found; what is found more often follows from nothing. */
const TOLD = 5_000;
const nothingToSend = (): null => null;

/** What the judging comes to: how each row stands, and what was found. */
export class Outcomes {
  private readonly rows: Rows;
  private readonly found = new Found();
  /** What was judged since somebody wanted to know. */
  private tally: Tallied | undefined;
  /** Whether something that was found fails the gate. */
  private red = false;
  /** Each time that something was found of a planned run, for what follows from what. */
  private readonly told: Told[] = [];

  constructor(
    register: Register,
    private readonly options: JudgeOptions,
    private readonly reproductions?: Reproductions,
  ) {
    this.rows = new Rows(register, options);
  }

  /** How a row stands; undefined for one that nobody answers for here. */
  standingOf(requirement: string): Standing | undefined {
    return this.rows.of(requirement);
  }

  /**
   * Takes what a check says into its row, and what it found into the list.
   * @param views what the check looked at
   * @param found what was found is added here, as it stands then
   */
  take(asked: Asked, said: Said, views: readonly View[], found: Finding[] = []): void {
    if (said === undefined) return;
    if (said === HOLDS) return this.count(asked.standing);
    const settled = settle(said) ?? [];
    for (const judgement of 'holds' in settled ? [settled] : settled) {
      this.count(asked.standing);
      if (judgement.holds) continue;
      const told = this.breach(asked, judgement, views);
      found.push(told);
      // What else it stands for counts as often as it would if it were told one by one.
      for (let other = 0; other < (judgement.others ?? 0); other += 1) {
        this.count(asked.standing);
        found.push(told);
      }
    }
  }

  /** Takes what a check says of a view when it is asked, or that it failed. */
  ask(asked: Asked, judging: Pick<ExchangeCheck, 'judge'>, view: View, found: Finding[]): void {
    try {
      const said = view.shown(asked.check, judging);
      if (said !== undefined) this.take(asked, said, [view], found);
    } catch (error) {
      found.push(this.unjudged([view], reasonOf(error), asked));
    }
  }

  /** Takes what a check said of a view when it was asked before. */
  hear(asked: Asked, said: Settled, view: View, found: Finding[]): void {
    if (said === undefined) return;
    if (said === HOLDS) return this.count(asked.standing);
    try {
      this.take(asked, said, [view], found);
    } catch (error) {
      found.push(this.unjudged([view], reasonOf(error), asked));
    }
  }

  /** Whether what was taken so far fails the gate. */
  isRed(): boolean {
    return this.red;
  }

  /** Whether a breach fails the gate: of a MUST, or with `strict` of a SHOULD, and nobody answers for it. */
  fails({ check, standing }: Asked, { weight }: Breaks): boolean {
    const { strict = false, waived, target = '' } = this.options;
    const { id, level } = standing.row;
    return (
      isRed(outcomeOf(level, weight), level, { strict }) &&
      waived?.({ requirement: id, check: check.address }, target) !== true
    );
  }

  private count(standing: Standing): void {
    standing.judged += 1;
    this.tally?.rows.push(standing);
  }

  private breach(asked: Asked, breach: Breaks, views: readonly View[]): Finding {
    const { check, standing } = asked;
    const { row } = standing;
    const { expected, actual, pointer = null, exchanges, others = 0 } = breach;
    const level = levelOf(row.level, breach.weight);
    const outcome = outcomeOf(row.level, breach.weight);
    worsen(standing, outcome);
    this.red ||= this.fails(asked, breach);
    const finding = {
      check: check.address,
      requirement: row.id,
      level,
      outcome,
      blame: row.actor,
      message: inWordsOf(level, breach.message),
      expected,
      actual,
      pointer,
      exchanges,
      count: 1 + others,
      ...(others > 0 && { others }),
    };
    const added = this.found.add(views, finding, () => reproductionOf(breach, views), breach.words);
    const { finding: told } = added;
    if (added.others > 0) this.tally?.others.push(added);
    this.reproductions?.broke(told, check, breach);
    if (outcome !== 'informational') this.tell(told, exchanges);
    return told;
  }

  /** What is judged while something is done, each as often as it is. */
  tallied(judging: () => void): Tallied {
    const tally = (this.tally = { rows: [], others: [] });
    try {
      judging();
    } finally {
      this.tally = undefined;
    }
    return tally;
  }

  /** Whether another exchange of a record with the same findings would only be counted. */
  isFull(found: readonly Finding[]): boolean {
    return found.every((finding) => this.found.isFull(finding));
  }

  /** An exchange without a whole answer says nothing of the provider's contract, and is never passed over in silence. */
  fail(view: View): void {
    const { failure, context, id } = view.exchange;
    this.rows.fail(context?.rows ?? []);
    const finding = {
      ...OF_THE_RUN,
      outcome: 'error' as const,
      message: `no answer to ${view.method}: ${failure?.message}`,
      expected: 'an answer',
      actual: failure?.kind ?? 'none',
      exchanges: [id],
    };
    const added = this.found.add([view], finding, () => curlLine(view.exchange));
    this.tell(added.finding, [id]);
  }

  private tell(finding: Finding, exchanges: readonly string[]): void {
    if (this.options.planned && this.told.length < TOLD) this.told.push({ finding, exchanges });
  }

  /**
   * What of an exchange could not be judged, and why; the rest of the record is, all the same.
   * @param asked the check that failed at it, where it was one
   */
  unjudged(views: readonly Pick<View, 'exchange'>[], why: string, asked?: Asked): Finding {
    const { id, source } = (views.at(-1) as Pick<View, 'exchange'>).exchange;
    if (asked) this.rows.fail([asked.standing.row.id]);
    const at = [id, source.file, source.line].filter((part) => part !== undefined).join(':');
    const finding = {
      ...OF_THE_RUN,
      check: asked?.check.address ?? null,
      outcome: 'error' as const,
      message: asked?.isOwn === false ? `the check failed: ${why}` : `${at} cannot be judged: ${why}`,
      expected: asked?.isOwn === false ? 'a judgement' : 'an exchange that can be judged',
      actual: 'none',
      exchanges: views.map(({ exchange }) => exchange.id),
    };
    try {
      return this.found.add(views, finding, nothingToSend).finding;
    } catch {
      // What cannot be judged may be what cannot be shown either.
      return this.found.add([], finding, nothingToSend).finding;
    }
  }

  /** Says something of the run that no row stands for. */
  note(outcome: 'informational' | 'error', message: string, expected: string, actual: string): void {
    this.found.add([], { ...OF_THE_RUN, outcome, message, expected, actual }, nothingToSend);
  }

  /**
   * What became of every row, and the verdict.
   * @param views of a planned run, in the order in which they happened
   * @param intervals what lies between its settled reads
   * @param distinctions of recorded traffic, what tells the updates of a finding from those that were accepted
   */
  result({ interactions, views, intervals, distinctions, seen }: Whole): Judged {
    const { strict = false, brokenOff } = this.options;
    if (brokenOff !== undefined) this.note('error', brokenOff, TO_ITS_END, stoppedAfter(seen));
    const requirements = this.rows.results(this.options, views, ({ row, missing }) => {
      const finding = {
        ...OF_THE_RUN,
        requirement: row.id,
        level: row.level,
        outcome: 'untestable' as const,
        message: `${row.title}: ${missing}`,
        expected: 'an exchange that shows it',
        actual: 'none',
      };
      this.found.add([], finding, nothingToSend);
    });
    const { findings: all, exchanges } = this.found;
    const trace = new Trace(this.told, views, intervals);
    const told = causesOf(trace);
    const inContexts = wordsOfContexts(trace);
    // One context tells more than two things that are in no other update by chance.
    for (const [finding, words] of distinctions ?? distinctionsOf(trace))
      if (!nameTwo(words) || !nameContext(inContexts.get(finding))) distinguish(finding, words);
    // Where the record does not tell more, it tells in which contexts the requests were.
    for (const [finding, words] of inContexts) distinguish(finding, words);
    const groups = groupsOf(all, told, (finding) => this.found.wordsOf(finding));
    // That another refused update did the same is no other cause.
    const refused = refusedUpdatesOf(trace);
    for (const [first] of groups) distinguish(first, refused.get(first));
    this.reproductions?.addTo(groups.map(([first]) => first));
    const { findings, causes } = folded(groups, told);
    return {
      ...verdictOf({ requirements, findings, interactions, strict, brokenOff }),
      ...{ counts: countsOf(requirements), requirements, findings, interactions, exchanges },
      causes,
      seen,
    };
  }
}

/** What was judged, as a whole. */
interface Whole {
  interactions: InteractionResult[];
  views: readonly View[];
  intervals: readonly Interval[];
  distinctions: ReadonlyMap<Finding, string> | undefined;
  seen: Judged['seen'];
}

/** Says in a finding which request it is of; said once, however often a result is asked for. */
function distinguish(finding: Finding, words: string | undefined): void {
  if (words === undefined || finding.distinction !== undefined) return;
  finding.distinction = words;
  finding.message = `${finding.message}: ${words}`;
}

/** Why something failed, in one line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : describe(error)).split('\n', 1)[0] as string;
