import type { Breaks } from '../checks/judgement';
import type { Level } from '../contract/register/row';
import type { Outcome } from '../results/report';

/** The outcome of a breach, by level. */
const OUTCOME_OF = { MUST: 'violates', SHOULD: 'deviates', INFO: 'informational' } as const;

/** The level at which a row is broken: its own, or the weight of the breach where that is less. */
export function levelOf(level: Level, weight: Breaks['weight']): keyof typeof OUTCOME_OF {
  const order = ['MUST', 'SHOULD', 'INFO'] as const;
  const lowest = Math.max(order.indexOf(level as 'MUST'), order.indexOf(weight ?? 'MUST'));
  return order[lowest] ?? 'INFO';
}

/** The outcome of a breach at a level. */
export const outcomeOf = (level: Level, weight: Breaks['weight']): Outcome =>
  OUTCOME_OF[levelOf(level, weight)];
