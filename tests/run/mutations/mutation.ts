import type { Outcome } from '../../../src/reports/report';
import type { Mutation } from '../mutant';

/** A mutation of the provider, and what must come of it. */
export interface MutationCase {
  name: string;
  /** The row that it breaks. */
  breaks: string;
  /** The check that finds it. */
  check: string;
  mutation: Mutation;
  /** Other rows that cannot stay as they were either, with what becomes of them; each for a reason that is said. */
  follows?: Readonly<Record<string, Outcome>>;
  /** What the finding shows of it. */
  actual: string | RegExp;
  /** Where it weighs less than the row's level. */
  weight?: 'deviates' | 'informational';
}
