import type { Operation } from '../../contract/operation';
import { INVENTED_GROUPS } from '../invented-groups';
import type { Scenario } from '../scenario';
import { compiled, placesOf, rowsOfCase } from './compile';
import { securityProduct } from './security';
import type { Case } from './form';
import { casesOf, contextsOf } from './space';
import { walks } from './walk';

/** How many values of dimensions stand together at least once, whatever they are: pairs, or triples. */
export type Strength = 2 | 3;

const made = new WeakMap<Operation, Map<string, readonly Case[]>>();

/** The cases of an operation: always the same for the same groups and strength. */
export function casesFor(
  operation: Operation,
  strength: Strength,
  groups: readonly string[] = INVENTED_GROUPS,
): readonly Case[] {
  let known = made.get(operation);
  if (!known) made.set(operation, (known = new Map()));
  const key = JSON.stringify([strength, groups]);
  let cases = known.get(key);
  if (!cases) {
    const contexts = contextsOf(operation, groups);
    known.set(key, (cases = [...casesOf(contexts, strength), ...securityProduct(contexts)]));
  }
  return cases;
}

/**
 * The stimuli of rows in the contexts in which they hold, behind updates that are each other's.
 * @param wanted whether a case is to be sent
 */
export const contextScenarios = (
  operation: Operation,
  strength: Strength,
  groups: readonly string[] | undefined,
  wanted: (each: Case) => boolean = () => true,
): Scenario[] => [
  ...walks(operation, strength, groups ?? INVENTED_GROUPS),
  ...compiled(operation, casesFor(operation, strength, groups).filter(wanted), groups),
];

/** A case as it is sent: in which scenario, in which forms, and for which rows. */
export interface SentCase {
  stimulus: Case['stimulus'];
  forms: readonly string[];
  rows: readonly string[];
  scenario: string;
}

/** The scenarios that cases are sent in. */
export function compiledCases(operation: Operation, cases: readonly Case[]): SentCase[] {
  const placeOf = placesOf(cases);
  return cases.map((each) => ({
    stimulus: each.stimulus,
    forms: each.forms.map(({ name }) => name),
    rows: rowsOfCase(operation, each),
    scenario: placeOf(each),
  }));
}
