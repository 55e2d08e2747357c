import type { Operation } from '../contract/operation';
import { isMembers, type Members } from '../exchanges/body';
import type { Sequence, Step } from './step';

/** What is known of the stored lifetimes. A name that is missing may have any value. */
type Stored = ReadonlyMap<string, number>;

/**
 * Which updates of a sequence a provider has no reason to refuse, judged by what it must have stored by
 * then. The model is as silent as the contract: a lifetime that is not sent may be recalculated when
 * another one is, nobody knows what DELETE restores, and a group may be one that the provider does not have.
 */
export function mustBeAccepted(operation: Operation, sequence: Sequence, knownGroups: boolean): boolean[] {
  const { ordered, states } = operation;
  let stored: Stored = new Map(ordered.map((name) => [name, valueOf(states.A, name) as number]));
  return sequence.map((step) => {
    const accepted =
      step.kind === 'update' &&
      !operation.setsSilent(step.members) &&
      inOrder(ordered, step.members, stored) &&
      (knownGroups || !namesGroups(step.members));
    stored = after(ordered, step, accepted, stored);
    return accepted;
  });
}

function after(ordered: readonly string[], step: Step, accepted: boolean, stored: Stored): Stored {
  if (step.kind === 'delete') return new Map();
  if (step.kind !== 'update') return stored;
  const sent = ordered.filter((name) => name in step.members);
  if (sent.length === 0) return stored;
  return new Map(accepted ? sent.map((name) => [name, valueOf(step.members, name) as number]) : []);
}

/** Whether the lifetimes that follow from an update are known to be in order. */
function inOrder(ordered: readonly string[], members: Members, stored: Stored): boolean {
  if (!ordered.some((name) => name in members)) return true;
  const values = ordered.map((name) => valueOf(members, name) ?? stored.get(name));
  return values.every((value, at) => {
    const lower = at === 0 ? -Infinity : values[at - 1];
    return value !== undefined && lower !== undefined && lower <= value;
  });
}

const valueOf = (members: Members, name: string): number | undefined => {
  const value = members[name];
  return typeof value === 'number' ? value : undefined;
};

/** Whether a target is a group of somebody's, and not all users. */
const namesGroups = (members: Members): boolean =>
  Object.values(members).some(
    (value) =>
      Array.isArray(value) && value.some((target) => isMembers(target) && target['id'] !== 'all_users'),
  );
