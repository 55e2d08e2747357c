import type { Finding } from '../results/report';

/** Groups findings of one check and one outcome: the first is shown in full, the others in short. */
export const groupKey = ({ outcome, requirement, check, message }: Finding): string =>
  JSON.stringify([outcome, requirement, check, check === null && requirement === null ? message : null]);

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
