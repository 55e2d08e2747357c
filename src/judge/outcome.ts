import type { Breaks } from '../checks/judgement';
import type { Level } from '../contract/register/row';
import { OUTCOMES, type Outcome } from '../results/report';

/** The place of an outcome among all, the worst at 0. */
export const rank = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);

/** What a breach comes to: by the level of its row, or by its own weight where that is less. */
export function outcomeOf(level: Level, weight: Breaks['weight']): Outcome {
  const order = ['MUST', 'SHOULD', 'INFO'] as const;
  const heaviest = Math.max(order.indexOf(level as 'MUST'), order.indexOf(weight ?? 'MUST'));
  return (['violates', 'deviates', 'informational'] as const)[heaviest] ?? 'informational';
}
