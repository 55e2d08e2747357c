import type { Finding } from '../results/report';

/** Findings of one check and one outcome are told together: the first in full speaks for the others. */
export const groupKey = ({ outcome, requirement, check, message }: Finding): string =>
  JSON.stringify([outcome, requirement, check, check === null && requirement === null ? message : null]);

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
