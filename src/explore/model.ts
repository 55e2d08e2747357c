import { ascendingPairs } from '../schema/slice';
import { isMembers, type Members } from '../exchanges/body';
import { STATES } from '../scenarios/states';
import type { Sequence, Step } from './sequence';

let chain: string[] | undefined;
/** The members that an order binds together, lowest first. */
export function lifetimes(): string[] {
  if (chain) return chain;
  const pairs = ascendingPairs().map(({ members }) => members);
  const below = (name: string): number => pairs.filter(([, upper]) => upper === name).length;
  return (chain = [...new Set(pairs.flat())].sort((one, other) => below(one) - below(other)));
}

/** What is known of the stored lifetimes. A name that is missing may have any value. */
type Stored = ReadonlyMap<string, number>;

/**
 * Which updates of a sequence a provider has no reason to refuse, judged by what it must have stored by
 * then. The model is as silent as the contract: a lifetime that is not sent may be recalculated when
 * another one is, nobody knows what DELETE restores, and a group may be one that the provider does not have.
 */
export function mustBeAccepted(sequence: Sequence, knownGroups: boolean): boolean[] {
  let stored: Stored = new Map(lifetimes().map((name) => [name, valueOf(STATES.A, name) as number]));
  return sequence.map((step) => {
    const accepted =
      step.kind === 'update' && inOrder(step.members, stored) && (knownGroups || !namesGroups(step.members));
    stored = after(step, accepted, stored);
    return accepted;
  });
}

function after(step: Step, accepted: boolean, stored: Stored): Stored {
  if (step.kind === 'delete') return new Map();
  if (step.kind !== 'update') return stored;
  const sent = lifetimes().filter((name) => name in step.members);
  if (sent.length === 0) return stored;
  return new Map(accepted ? sent.map((name) => [name, valueOf(step.members, name) as number]) : []);
}

/** Whether the lifetimes that follow from an update are known to be in order. */
function inOrder(members: Members, stored: Stored): boolean {
  if (!lifetimes().some((name) => name in members)) return true;
  const values = lifetimes().map((name) => valueOf(members, name) ?? stored.get(name));
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
