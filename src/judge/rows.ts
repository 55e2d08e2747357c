import type { View } from '../checks/view';
import type { Register } from '../contract/register/register';
import type { Actor, Requirement } from '../contract/register/row';
import { select } from '../contract/selection';
import { rankOf } from '../results/outcome';
import type { Outcome, RequirementResult } from '../results/report';
import { plannedOf } from './bodiless';
import type { JudgeOptions } from './options';

/** The state of a row while a record is judged. */
export interface Standing {
  readonly row: Requirement;
  /** How often it was judged. */
  judged: number;
  /** The worst that was found of it; undefined where nothing was. */
  worst: Outcome | undefined;
  /** True where it could not be judged because an exchange of its failed. */
  failed: boolean;
}

/** A row of which nothing showed though a run planned to, and why. */
export interface Untestable {
  row: Requirement;
  missing: string;
}

/** The rows that the subject answers for, and how each stands. */
export class Rows {
  private readonly standings: ReadonlyMap<string, Standing>;

  constructor(register: Register, options: JudgeOptions) {
    const { subject } = options;
    const answers: Actor[] = subject === 'traffic' ? ['client', 'provider'] : [subject];
    this.standings = new Map(
      select(register, options)
        .filter((row) => answers.includes(row.actor))
        .map((row) => [row.id, { row, judged: 0, worst: undefined, failed: false }]),
    );
  }

  /** How a row stands; undefined for one that nobody answers for here. */
  of(id: string): Standing | undefined {
    return this.standings.get(id);
  }

  /** Takes it that rows could not be judged. */
  fail(ids: readonly string[]): void {
    for (const id of ids) {
      const standing = this.standings.get(id);
      if (standing) standing.failed = true;
    }
  }

  /**
   * What became of every row.
   * @param views of a planned run
   * @param onUntestable is told of those that a run planned and that did not show, in their order
   */
  results(
    given: JudgeOptions,
    views: readonly View[],
    onUntestable: (untestable: Untestable) => void,
  ): RequirementResult[] {
    const options = { ...given, ...plannedOf(given, views) };
    return [...this.standings.values()].map((standing) => {
      const { id, level, basis, actor, checks } = standing.row;
      const outcome = outcomeOfRow(standing, options, onUntestable);
      return { id, level, basis, actor, outcome, judged: standing.judged, checks: [...checks] };
    });
  }
}

/** Notes what was found of a row. */
export function worsen(standing: Standing, outcome: Outcome): void {
  if (standing.worst === undefined || rankOf(outcome) < rankOf(standing.worst)) standing.worst = outcome;
}

function outcomeOfRow(
  { row, judged, worst, failed }: Standing,
  { lacks = [], planned, brokenOff }: JudgeOptions,
  onUntestable: (untestable: Untestable) => void,
): Outcome {
  const absent = row.needs.find((need) => lacks.includes(need));
  if (absent !== undefined && worst === undefined) return 'not-applicable';
  // A broken row stays broken, even if other requests had no answer.
  if (worst === 'violates') return worst;
  if (failed) return 'error';
  if (worst !== undefined) return worst;
  if (judged > 0) return 'conforms';
  if (!planned?.has(row.id)) return 'not-exercised';
  // One finding says why a run ended, so that its open rows need none.
  if (brokenOff === undefined) {
    const missing =
      planned.get(row.id) ?? 'its requests were sent, but none of their answers shows what the row judges';
    onUntestable({ row, missing });
  }
  return 'untestable';
}
