import type { Operation } from '../contract/operation';
import { propertiesOf, resolve, type SchemaNode } from '../contract/slice';
import { isMembers, type Members } from '../exchanges/body';
import { directoryOf, sampleOf } from '../scenarios/samples';
import type { Sequence, Step } from './step';

/** Known stored values of an order's members. A missing member may have any value. */
type Stored = ReadonlyMap<string, number>;

/**
 * Computes which updates of a sequence a provider must accept, given the values that it must have stored. The model
 * assumes no more than the contract: a member of an order that is not sent may be recalculated when another one is;
 * the result of DELETE is unknown; the provider may not have a group; and an included group may be forbidden in the
 * exclusions.
 */
export function mustBeAccepted(operation: Operation, sequence: Sequence, knownGroups: boolean): boolean[] {
  const { orders, states } = operation;
  let stored = orders.map(
    (order): Stored => new Map(order.map((name) => [name, valueOf(states.A, name) as number])),
  );
  const listed = new Listed(operation);
  return sequence.map((step) => {
    const isOnOneSide = listed.take(step);
    const accepted =
      step.kind === 'update' &&
      !operation.setsSilent(step.members) &&
      orders.every((order, at) => inOrder(order, step.members, stored[at] as Stored)) &&
      isOnOneSide &&
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

/** Whether the values after an update are known to be in order. */
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

/** The groups that the lists of the policy may contain so far. */
class Listed {
  private readonly lists = new Map<string, Set<unknown>>();

  constructor(private readonly operation: Operation) {
    this.add(operation.states.A);
  }

  /** @returns whether the step cannot put a group into two lists */
  take(step: Step): boolean {
    if (step.kind !== 'update' && step.kind !== 'refused') return true;
    const own = this.add(step.kind === 'update' ? step.members : step.body);
    return own.every(({ list, id }) =>
      [...this.lists].every(([other, ids]) => other === list || !ids.has(id)),
    );
  }

  private add(members: Members): Listing[] {
    const own = groupsIn(this.operation.updateSchema, members);
    for (const { list, id } of own) this.lists.set(list, (this.lists.get(list) ?? new Set()).add(id));
    return own;
  }
}

/** Whether items name a group of the tenant, and not a target that every provider has. */
function namesGroups(operation: Operation, members: Members): boolean {
  const { updateSchema, states } = operation;
  const known = [
    ...operation.collections.map((collection) => ({
      list: `/${collection.member}`,
      id: sampleOf(operation, collection)?.[directoryOf(collection, 'group')?.name ?? ''],
    })),
    ...groupsIn(updateSchema, states.A),
    ...groupsIn(updateSchema, states.B),
  ];
  return groupsIn(updateSchema, members).some(
    ({ list, id }) => !known.some((each) => each.list === list && each.id === id),
  );
}

/** A group in a list, at any depth. */
interface Listing {
  list: string;
  id: unknown;
}

const groupsIn = (schema: SchemaNode, members: Members, place = ''): Listing[] =>
  Object.entries(propertiesOf(schema)).flatMap(([name, given]): Listing[] => {
    const part = resolve(given);
    const [value, list] = [members[name], `${place}/${name}`];
    if (isMembers(value)) return groupsIn(part, value, list);
    const directory = directoryOf({ item: resolve(part.items ?? {}) }, 'group');
    if (!directory || !Array.isArray(value)) return [];
    return value.filter(isMembers).map((item) => ({ list, id: item[directory.name] }));
  });
