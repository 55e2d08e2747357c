import type { Operation } from '../../contract/operation';
import { INVENTED_GROUPS } from '../invented-groups';
import type { Scenario } from '../scenario';
import { compiled } from './compile';
import { casesOf, contextsOf, type Case } from './space';

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
  if (!cases) known.set(key, (cases = casesOf(contextsOf(operation, groups), strength)));
  return cases;
}

/**
 * The stimuli of rows in the contexts in which they hold.
 * @param wanted whether a case is to be sent
 */
export const contextScenarios = (
  operation: Operation,
  strength: Strength,
  groups: readonly string[] | undefined,
  wanted: (each: Case) => boolean = () => true,
): Scenario[] => compiled(operation, casesFor(operation, strength, groups).filter(wanted));
