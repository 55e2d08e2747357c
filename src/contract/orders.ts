import type { AscendingPair } from './slice';

/** The orders that pairs make up: each a list of members, the lowest first. */
export function ordersOf(pairs: readonly AscendingPair[]): string[][] {
  const groups: Set<string>[] = [];
  for (const { members } of pairs) {
    const joined = groups.filter((group) => members.some((name) => group.has(name)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push(new Set([...joined.flatMap((group) => [...group]), ...members]));
  }
  return groups.map((group) => [...group].sort((one, other) => below(one, pairs) - below(other, pairs)));
}

/** How many members have to be at most as high as one. */
function below(name: string, pairs: readonly AscendingPair[]): number {
  const found = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const { members } of pairs)
      if (members[1] === next && !found.has(members[0])) {
        found.add(members[0]);
        waiting.push(members[0]);
      }
  return found.size;
}
