import type { Operation } from '../contract/operation';
import { propertiesOf, typesOf, type SchemaNode } from '../contract/slice';
import { INVENTED_GROUPS } from './invented-groups';
import { leavesOf } from './leaves';
import { markersOf, type Markers } from './markers';

export type Members = Readonly<Record<string, unknown>>;
type State = 'A' | 'B';

/**
 * Small changes to a policy, for scenarios to which it is all the same what changes as long as it shows. Which
 * members they are follows from the slice; each is documented as one that an update may set.
 */
export interface Changes {
  /** An update with its type annotation in front. */
  body(members: Members): Record<string, unknown>;
  /** A change that is another for a number and the next one. */
  nudge(number: number): Members;
  /** A member that has one of a few values: in a state that value which the state has. */
  turn(state: State): Members;
  /** The same of another member that differs between the states, and is not recalculated; undefined where there is none. */
  second: ((state: State) => Members) | undefined;
  /** The member that has one of two values, where there is one beside that: in a state that value which the state has. */
  flip(state: State): Members;
  /** The name of that member. */
  flipped: string;
  /** Whether `flip` and `nudge` change members of their own, so that one can be told from the other. */
  independent: boolean;
  /** A member with limits, other than those that may be recalculated; undefined where there is none. */
  limited: Limited | undefined;
  /** Members that a refused update sets beside its fault. */
  markers: Markers;
  /** Whether there is one member alone, so that an update of it hides whatever was stored before. */
  alone: boolean;
  /** What an update asks of the provider that must accept it. */
  done: { accept: string };
  /** The same, where all its members are documented to be set; else nothing. */
  accept(members: Members): { accept?: string };
}

/** A number with limits, wherever in a member it stands. */
export interface Limited {
  minimum: number;
  maximum: number;
  /** Its value in state A. */
  near: unknown;
  /** An update with another number there. */
  put(number: number): Members;
}

/**
 * The small changes that an operation offers.
 * @param groups those that the provider knows; a refused update may name one that it does not
 */
export function changesOf(operation: Operation, groups: readonly string[] = INVENTED_GROUPS): Changes {
  const { states } = operation;
  const documented = Object.entries(propertiesOf(operation.updateSchema)).filter(
    ([member]) => member in states.A,
  );
  const recalculable = operation.recalculated.flat();
  const limited = limitedAmong(operation, recalculable);
  const turned = turnedAmong(documented, operation);
  const [flipped = turned, ...others] = booleansIn(documented);
  const differing = [...booleansIn(documented), ...documented.map(([member]) => member)].filter(
    (member) => JSON.stringify(states.A[member]) !== JSON.stringify(states.B[member]),
  );
  const another = differing.find((member) => member !== turned && !recalculable.includes(member));
  const stateOf = (member: string) => (state: State) => ({ [member]: states[state][member] });
  const [turn, flip] = [stateOf(turned), stateOf(flipped)];
  const nudge = limited ? within(limited) : bitwise(operation, others, turn);
  const independent = !(flipped in nudge(0));
  const done = { accept: operation.success.row };
  return {
    body: (members) => operation.bodyOf(members),
    ...{ nudge, turn, flip, flipped, independent, limited, done, alone: documented.length === 1 },
    markers: markersOf(operation, groups),
    second: another === undefined ? undefined : stateOf(another),
    accept: (members) => (operation.setsSilent(members) ? {} : done),
  };
}

/** A member before a part of one: where the other parts stay as they are, nothing else changes. */
function limitedAmong(operation: Operation, recalculable: readonly string[]): Limited | undefined {
  const found = leavesOf(operation).flatMap((leaf): (Limited & { depth: number })[] => {
    const { minimum, maximum } = leaf.schema;
    const [member = '', ...parts] = leaf.name.split(' ');
    if (minimum === undefined || maximum === undefined || leaf.inItem) return [];
    if (recalculable.includes(member) || !(member in operation.states.A)) return [];
    const put = (number: number): Members => (parts.length === 0 ? { [member]: number } : leaf.put(number));
    return [{ minimum, maximum, near: leaf.near, put, depth: parts.length }];
  });
  const [first] = found.sort((one, other) => one.depth - other.depth);
  if (!first) return undefined;
  const { minimum, maximum, near, put } = first;
  return { minimum, maximum, near, put };
}

const booleansIn = (members: readonly [string, SchemaNode][]): string[] =>
  members.filter(([, schema]) => typesOf(schema).includes('boolean')).map(([member]) => member);

/** The member that a fence turns: an enumeration, a boolean, or else any that differs between the states. */
function turnedAmong(documented: readonly [string, SchemaNode][], { states }: Operation): string {
  const differing = documented.filter(
    ([member]) => JSON.stringify(states.A[member]) !== JSON.stringify(states.B[member]),
  );
  const [turned] =
    differing.find(([, schema]) => schema.enum !== undefined) ??
    differing.find(([, schema]) => typesOf(schema).includes('boolean')) ??
    differing[0] ??
    [];
  if (turned === undefined) throw new Error('the states of the slice do not differ in any member');
  return turned;
}

/** The number itself, where it is within the limits, or one of those that are; none that state A has, which would change nothing. */
const within =
  ({ minimum, maximum, near, put }: Limited) =>
  (number: number): Members => {
    if (number >= minimum && number <= maximum)
      return put(number !== near ? number : minimum < number - 1 ? minimum : maximum);
    const isNear = typeof near === 'number' && near >= minimum && near <= maximum;
    const count = maximum - minimum + (isNear ? 0 : 1);
    if (count === 0) return put(minimum);
    const value = minimum + ((((number - minimum) % count) + count) % count);
    return put(isNear && value >= near ? value + 1 : value);
  };

/**
 * A number written in what there is of members with two values, each counted from its value in state A: an odd number changes
 * the first. Where there are none, whether it is even turns a member.
 */
function bitwise(
  operation: Operation,
  booleans: readonly string[],
  turn: Changes['turn'],
): (number: number) => Members {
  const { states } = operation;
  const collection = operation.collections.find(({ member }) => {
    const items = states.A[member];
    return Array.isArray(items) && items.length > 0;
  });
  const [item = {}] = (collection ? states.A[collection.member] : []) as Members[];
  const inItem = Object.entries(propertiesOf(collection?.item ?? {}))
    .filter(([part, schema]) => part in item && typesOf(schema).includes('boolean'))
    .map(([part]) => part);
  const names = [...booleans, ...inItem];
  if (names.length === 0) return (number) => turn(number % 2 === 0 ? 'A' : 'B');
  return (number) => {
    const bit = (name: string, from: Members) =>
      [name, (((number >> names.indexOf(name)) & 1) === 1) !== (from[name] === true)] as const;
    return {
      ...Object.fromEntries(booleans.map((name) => bit(name, states.A))),
      ...(collection &&
        inItem.length > 0 && {
          [collection.member]: [{ ...item, ...Object.fromEntries(inItem.map((name) => bit(name, item))) }],
        }),
    };
  };
}
