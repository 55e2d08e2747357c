import type { Operation } from '../contract/operation';
import { propertiesOf } from '../contract/slice';
import { read, update } from '../scenarios/scenario';
import type { ScenarioRunner } from '../runner/scenario-runner';

/**
 * The documented defaults; where none are documented, those of the embedded provider, or, where there is none of the
 * operation, a known state.
 */
export async function defaultsOf(operation: Operation): Promise<Record<string, unknown>> {
  const { findModel } = await import('../provider/policies/index.js');
  const model = findModel(operation.name);
  if (model) return { ...model.defaults() };
  const documented = Object.entries(propertiesOf(operation.policySchema)).flatMap(([name, schema]) =>
    schema['x-default'] === undefined ? [] : [[name, schema['x-default']] as const],
  );
  return operation.bodyOf({ ...operation.states.A, ...Object.fromEntries(documented) });
}

/**
 * Sets the policy through the operation, and waits until a read shows it.
 * @returns why it is not in that state, or nothing
 */
export async function writeState(
  runner: ScenarioRunner,
  { resource }: Operation,
  policy: Readonly<Record<string, unknown>>,
  address: string,
  canRead: boolean,
): Promise<string | undefined> {
  // The key cannot be set, and says nothing that the path does not.
  const settable = Object.fromEntries(Object.entries(policy).filter(([name]) => name !== resource.keyMember));
  const views = await runner.run({
    address,
    rows: [],
    needs: [],
    steps: [update('the policy of a state', settable), ...(canRead ? [read()] : [])],
  });
  const [written] = views;
  if (!written?.succeeded) return `the update that does it was answered with ${written?.answer}`;
  const settled = views.at(-1)?.exchange.context?.settled;
  return settled?.satisfied === false
    ? `no read shows it after ${settled.waitedMs} ms (--settle)`
    : undefined;
}
