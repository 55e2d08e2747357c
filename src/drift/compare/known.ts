import { fits, isFor, type Disagreement, type Matcher } from '../ledger';
import type { Contradiction, DisagreementResult, Stale } from '../result';
import type { OwnStatement, Reading } from '../statements';
import type { Broken } from './contradictions';
import { expanded } from './names';

/** The matchers of the ledger that something fitted. */
export type Matched = Set<Matcher>;

/** The first entry of the ledger that knows a contradiction; null where none does. */
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
 * A matcher is stale where its sources speak of what it is for, and none says what it says. One that the sources have
 * settled is never: it is for older copies of them.
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

/** An entry of the ledger, with how many contradictions it knows. */
export function disagreementResult(
  { id, title, decision, why, since, unwatched }: Disagreement,
  contradictions: readonly Contradiction[],
): DisagreementResult {
  const matched = contradictions.filter(({ disagreement }) => disagreement === id).length;
  return { id, title, decision, why, since, matched, unwatched: unwatched ?? null };
}
