import { allChecks } from '../checks';
import type { Check, ExchangeCheck, ScenarioCheck, SequenceCheck } from '../checks/check';
import { sees } from '../checks/judgement';
import type { View } from '../checks/view';
import type { Operation } from '../contract/operation';
import type { Exchange } from '../exchanges/exchange';
import type { Outcomes } from './outcomes';
import type { Standing } from './rows';

/** A check that is asked, and how its row stands. */
export interface Asked<C extends Check = Check> {
  check: C;
  standing: Standing;
  /** Whether it judges the client; what a Pact expects is judged even where its request is wrong on purpose. */
  ofClient: boolean;
  ofProvider: boolean;
}

/** The checks that a record is judged by, by their scope. */
export interface AskedByScope {
  exchange: Asked<ExchangeCheck>[];
  sequence: Asked<SequenceCheck>[];
  scenario: Asked<ScenarioCheck>[];
}

/**
 * The checks whose rows somebody answers for.
 * @param further checks beside the suite's own, for rows of an overlay
 */
export function askedOf(
  operation: Operation,
  further: readonly Check[],
  outcomes: Pick<Outcomes, 'standingOf'>,
): AskedByScope {
  const asked: AskedByScope = { exchange: [], sequence: [], scenario: [] };
  for (const check of [...allChecks(operation), ...further]) {
    const standing = outcomes.standingOf(check.requirement);
    if (!standing?.row.checks.includes(check.address)) continue;
    const { actor } = standing.row;
    const ofClient = actor === 'client' && !check.address.startsWith('expectation/');
    const each = { standing, ofClient, ofProvider: actor === 'provider' };
    if (check.scope === 'exchange') asked.exchange.push({ ...each, check });
    else if (check.scope === 'sequence') asked.sequence.push({ ...each, check });
    else asked.scenario.push({ ...each, check });
  }
  return asked;
}

/** Whether a check has something to judge in what a source saw of an exchange. */
export function mayJudge({ check, ofClient, ofProvider }: Asked, { exchange }: View): boolean {
  // What was answered in the provider's place is none of its own.
  if ((ofClient && isWrongOnPurpose(exchange)) || (ofProvider && exchange.injected !== undefined))
    return false;
  return sees(check, exchange.observed);
}

/**
 * What the suite itself sent in a run is wrong on purpose, and no client's fault; nor is what a Pact has that
 * expects a refusal, but for that expectation itself.
 */
const isWrongOnPurpose = ({ context, expected }: Exchange): boolean =>
  context !== undefined || (expected !== undefined && Number(expected.status.value) >= 400);
