import { OUTCOMES, type Finding, type Outcome, type RequirementResult } from '../results/report';
import { addOthers, type Added } from './found';
import type { Judged } from './options';
import type { Standing } from './rows';

/** What one exchange came to: each row as often as it was judged, and what is counted with another finding. */
export interface Tallied {
  rows: Standing[];
  others: Added[];
}

/** Counts once more what an exchange came to, and what was found of it. */
export function countAgain({ rows, others }: Tallied, found: readonly Finding[]): void {
  for (const standing of rows) standing.judged += 1;
  for (const finding of found) finding.count += 1;
  for (const added of others) addOthers(added.finding, added.others);
}

/** How far a run came that ended early. */
export function stoppedAfter({ judged, passedOver }: Judged['seen']): string {
  const exchanges = judged + passedOver;
  return `stopped after ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'}`;
}

/** How many rows have each outcome. */
export function countsOf(requirements: readonly RequirementResult[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of requirements) counts[outcome] += 1;
  return counts;
}
