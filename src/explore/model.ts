import type { Operation } from '../contract/operation';
import { isMembers, type Members } from '../exchanges/body';
import { directoryOf, sampleOf } from '../scenarios/samples';
import type { Sequence, Step } from './step';

/** What is known of the stored values of an order's members. A name that is missing may have any value. */
type Stored = ReadonlyMap<string, number>;

/**
 * Which updates of a sequence a provider has no reason to refuse, judged by what it must have stored by
 * then. The model is as silent as the contract: a member of an order that is not sent may be recalculated when
 * another one is, nobody knows what DELETE restores, and a group may be one that the provider does not have.
 */
export function mustBeAccepted(operation: Operation, sequence: Sequence, knownGroups: boolean): boolean[] {
  const { orders, states } = operation;
  let stored = orders.map(
    (order): Stored => new Map(order.map((name) => [name, valueOf(states.A, name) as number])),
  );
  return sequence.map((step) => {
    const accepted =
      step.kind === 'update' &&
      !operation.setsSilent(step.members) &&
      orders.every((order, at) => inOrder(order, step.members, stored[at] as Stored)) &&
      (knownGroups || !namesGroups(operation, step.members));
    stored = orders.map((order, at) => after(order, step, accepted, stored[at] as Stored));
    return accepted;
  });
}

function after(order: readonly string[], step: Step, accepted: boolean, stored: Stored): Stored {
  if (step.kind === 'delete') return new Map();
  if (step.kind !== 'update') return stored;
  const sent = order.filter((name) => name in step.members);
  if (sent.length === 0) return stored;
  return new Map(accepted ? sent.map((name) => [name, valueOf(step.members, name) as number]) : []);
}

/** Whether the values that follow from an update are known to be in order. */
function inOrder(order: readonly string[], members: Members, stored: Stored): boolean {
  if (!order.some((name) => name in members)) return true;
  const values = order.map((name) => valueOf(members, name) ?? stored.get(name));
  return values.every((value, at) => {
    const lower = at === 0 ? -Infinity : values[at - 1];
    return value !== undefined && lower !== undefined && lower <= value;
  });
}

const valueOf = (members: Members, name: string): number | undefined => {
  const value = members[name];
  return typeof value === 'number' ? value : undefined;
};

/** Whether an item stands for a group of somebody's, and not for what every provider has. */
const namesGroups = (operation: Operation, members: Members): boolean =>
  operation.collections.some((collection) => {
    const items = members[collection.member];
    const directory = directoryOf(collection, 'group');
    if (!directory || !Array.isArray(items)) return false;
    const known = sampleOf(operation, collection)?.[directory.name];
    return items.some((item) => isMembers(item) && item[directory.name] !== known);
  });
