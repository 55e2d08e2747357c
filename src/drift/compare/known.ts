import { fits, isFor, type Disagreement, type Matcher } from '../ledger';
import type { Contradiction, DisagreementResult, Stale } from '../result';
import type { OwnStatement, Reading } from '../statements';
import type { Broken } from './contradictions';
import { expanded } from './names';

/** The matchers of the ledger that matched something. */
export type Matched = Set<Matcher>;

/** The first ledger entry that matches a contradiction; null if none does. */
export function knownBy(
  { statement, reading }: Broken,
  ledger: readonly Disagreement[],
  matched: Matched,
): string | null {
  let id: string | null = null;
  for (const entry of ledger)
    for (const matcher of entry.matches ?? []) {
      if (!fits(matcher, reading, statement)) continue;
      matched.add(matcher);
      id ??= entry.id;
    }
  return id;
}

/**
 * A matcher is stale if its sources mention its subject and none makes the statement that it matches. Settled entries
 * are never stale: they are for older copies of the sources.
 */
export function staleOf(
  ledger: readonly Disagreement[],
  readings: readonly Reading[],
  own: ReadonlyMap<string, OwnStatement>,
  matched: Matched,
): Stale[] {
  return ledger.flatMap(({ id, settled, matches = [] }) =>
    matches.flatMap((matcher): Stale[] => {
      if (settled !== undefined || matched.has(matcher)) return [];
      const spoken = readings.some((reading) =>
        expanded(reading.statements, own).some((statement) => isFor(matcher, reading, statement)),
      );
      const { statement, source, says } = matcher;
      return spoken ? [{ disagreement: id, statement, source, says: says ?? null }] : [];
    }),
  );
}

/** A ledger entry, with the number of contradictions that it matches. */
export function disagreementResult(
  { id, title, decision, why, since, unwatched }: Disagreement,
  contradictions: readonly Contradiction[],
): DisagreementResult {
  const matched = contradictions.filter(({ disagreement }) => disagreement === id).length;
  return { id, title, decision, why, since, matched, unwatched: unwatched ?? null };
}
