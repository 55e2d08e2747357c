import { allChecks } from '../checks';
import type { Check, ExchangeCheck, ScenarioCheck, SequenceCheck } from '../checks/check';
import { isOf, reaches, type Kind } from '../checks/kind';
import type { Operation } from '../contract/operation';
import { guarded } from './guarded';
import type { Standing } from './rows';

/** A check that is asked, and how its row stands. */
export interface Asked<C extends Check = Check> {
  check: C;
  standing: Standing;
  /** Whether it judges the client; what a Pact expects is judged even where its request is wrong on purpose. */
  ofClient: boolean;
  ofProvider: boolean;
  /** Whether it is one of the suite's own. */
  isOwn: boolean;
}

/** The checks that a record is judged by, by their scope. */
export interface AskedByScope {
  exchange: Asked<ExchangeCheck>[];
  sequence: Asked<SequenceCheck>[];
  scenario: Asked<ScenarioCheck>[];
}

/**
 * The checks whose rows somebody answers for.
 * @param standingOf how such a row stands; undefined for one that nobody answers for
 * @param further checks beside the suite's own, for rows of an overlay
 */
export function askedOf(
  operation: Operation,
  further: readonly Check[],
  standingOf: (requirement: string) => Standing | undefined,
): AskedByScope {
  const asked: AskedByScope = { exchange: [], sequence: [], scenario: [] };
  const own = allChecks(operation).map((check) => ({ check, isOwn: true }));
  const others = further.map((check) => ({ check: guarded(check), isOwn: false }));
  for (const { check, isOwn } of [...own, ...others]) {
    const standing = standingOf(check.requirement);
    if (!standing?.row.checks.includes(check.address)) continue;
    const { actor } = standing.row;
    const ofClient = actor === 'client' && !check.address.startsWith('expectation/');
    const each = { standing, ofClient, ofProvider: actor === 'provider', isOwn };
    if (check.scope === 'exchange') asked.exchange.push({ ...each, check });
    else if (check.scope === 'sequence') asked.sequence.push({ ...each, check });
    else asked.scenario.push({ ...each, check });
  }
  return asked;
}

/** Whether exchanges of a kind are a check's business. */
export function isAsked(
  { check, ofClient, ofProvider }: Asked<ExchangeCheck | SequenceCheck>,
  kind: Kind,
): boolean {
  // What the suite itself sent in a run is wrong on purpose, and no client's fault; nor is what a Pact has that
  // expects a refusal, but for that expectation itself.
  if (ofClient && (isOf(kind, 'planned') || isOf(kind, 'refusal-expected'))) return false;
  // An answer that the suite injected is not the provider's.
  if (ofProvider && isOf(kind, 'injected')) return false;
  return reaches(check, kind);
}
