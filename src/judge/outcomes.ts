import type { Check } from '../checks/check';
import type { Judgement } from '../checks/judgement';
import type { View } from '../checks/view';
import type { Register } from '../contract/register/register';
import { curlLine } from '../exchanges/curl';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type RequirementResult,
} from '../results/report';
import { TO_ITS_END, verdictOf } from '../results/verdict';
import { Found } from './found';
import { outcomeOf } from './outcome';
import type { Judged, JudgeOptions } from './options';
import { reproductionOf } from './reproduction';
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
const nothingToSend = (): null => null;

/** What the judging comes to: how each row stands, and what was found. */
export class Outcomes {
  private readonly rows: Rows;
  private readonly found = new Found();

  constructor(
    register: Register,
    private readonly options: JudgeOptions,
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
   * @param onJudged is told of each time that the row was judged
   * @returns what was found, as it stands now
   */
  take(
    { check, standing }: { check: Check; standing: Standing },
    judgements: Iterable<Judgement>,
    views: readonly View[],
    onJudged?: (id: string) => void,
  ): Finding[] {
    const { row } = standing;
    const found: Finding[] = [];
    for (const judgement of judgements) {
      standing.judged += 1;
      onJudged?.(row.id);
      if (judgement.holds) continue;
      const { message, expected, actual, pointer = null, exchanges } = judgement;
      const outcome = outcomeOf(row.level, judgement.weight);
      worsen(standing, outcome);
      const finding = {
        ...{ check: check.address, requirement: row.id, level: row.level, outcome, blame: row.actor },
        ...{ message, expected, actual, pointer, exchanges, count: 1 },
      };
      found.push(this.found.add(views, finding, () => reproductionOf(judgement, views)));
    }
    return found;
  }

  /** Counts what was judged and found alike before. */
  again(rows: readonly string[], notes: readonly Finding[]): void {
    for (const id of rows) (this.rows.of(id) as Standing).judged += 1;
    for (const note of notes) note.count += 1;
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
    this.found.add([view], finding, () => curlLine(view.exchange));
  }

  /** Says something of the run that no row stands for. */
  note(outcome: 'informational' | 'error', message: string, expected: string, actual: string): void {
    this.found.add([], { ...OF_THE_RUN, outcome, message, expected, actual }, nothingToSend);
  }

  /** What became of every row, and the verdict. */
  result(interactions: InteractionResult[]): Omit<Judged, 'seen'> {
    const { strict = false, brokenOff } = this.options;
    if (brokenOff !== undefined) this.note('error', brokenOff, TO_ITS_END, 'broken off');
    const requirements = this.rows.results(this.options, ({ row, missing }) => {
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
    const { findings, exchanges } = this.found;
    return {
      ...verdictOf({ requirements, findings, interactions, strict, brokenOff }),
      ...{ counts: countsOf(requirements), requirements, findings, interactions, exchanges },
    };
  }
}

function countsOf(requirements: readonly RequirementResult[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of requirements) counts[outcome] += 1;
  return counts;
}
