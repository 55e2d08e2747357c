import type { Operation } from '../contract/operation';
import { propertiesOf, typesOf, type SchemaNode } from '../contract/slice';
import { INVENTED_GROUPS } from './invented-groups';
import { fillable } from './samples';

type Members = Readonly<Record<string, unknown>>;
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
  /** The member that has one of two values, where there is one beside that: in a state that value which the state has. */
  flip(state: State): Members;
  /** The name of that member. */
  flipped: string;
  /** Whether `flip` and `nudge` change members of their own, so that one can be told from the other. */
  independent: boolean;
  /** A member with limits, other than those that may be recalculated; undefined where there is none. */
  limited: { member: string; minimum: number; maximum: number } | undefined;
  /**
   * Members that a refused update sets beside its fault, in front of it and behind it, each other than in state A: if
   * they are stored, it was applied in part.
   */
  markers: readonly [front: Members, back: Members];
  /** What an update asks of the provider that must accept it. */
  done: { accept: string };
  /** The same, where all its members are documented to be set; else nothing. */
  accept(members: Members): { accept?: string };
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
  const limited = limitedAmong(documented, recalculable);
  const turned = turnedAmong(documented, operation);
  const [flipped = turned, ...others] = documented
    .filter(([, schema]) => typesOf(schema).includes('boolean'))
    .map(([member]) => member);
  const stateOf = (member: string) => (state: State) => ({ [member]: states[state][member] });
  const [turn, flip] = [stateOf(turned), stateOf(flipped)];
  const nudge = limited ? within(limited) : bitwise(operation, others, turn);
  const independent = !(flipped in nudge(0));
  const done = { accept: operation.success.row };
  return {
    body: (members) => operation.bodyOf(members),
    ...{ nudge, turn, flip, flipped, independent, limited, done },
    markers: [flip('B'), independent ? nudge(33) : secondMarker(operation, flipped, groups)],
    accept: (members) => (operation.setsSilent(members) ? {} : done),
  };
}

function limitedAmong(
  documented: readonly [string, SchemaNode][],
  recalculable: readonly string[],
): Changes['limited'] {
  for (const [member, { minimum, maximum }] of documented)
    if (minimum !== undefined && maximum !== undefined && !recalculable.includes(member))
      return { member, minimum, maximum };
  return undefined;
}

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

/** The number itself, where it is within the limits, or one of those that are. */
const within =
  ({ member, minimum, maximum }: NonNullable<Changes['limited']>) =>
  (number: number): Members => {
    const count = maximum - minimum + 1;
    const inside = number >= minimum && number <= maximum;
    return { [member]: inside ? number : minimum + ((((number - minimum) % count) + count) % count) };
  };

/** A number written in what there is of members with two values; where there are none, whether it is even turns a member. */
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
    const bit = (name: string) => [name, ((number >> names.indexOf(name)) & 1) === 1] as const;
    return {
      ...Object.fromEntries(booleans.map(bit)),
      ...(collection &&
        inItem.length > 0 && {
          [collection.member]: [{ ...item, ...Object.fromEntries(inItem.map(bit)) }],
        }),
    };
  };
}

/** A change of another member than the one that is flipped: an item of an empty collection, or what state B has. */
function secondMarker(operation: Operation, flipped: string, groups: readonly string[]): Members {
  const { states } = operation;
  const empty = fillable(operation, groups).empty.find(
    ({ collection }) => collection.member in states.A && collection.member !== flipped,
  );
  if (empty) return { [empty.collection.member]: empty.items.slice(0, 1) };
  const other = Object.keys(states.A).find(
    (member) => member !== flipped && JSON.stringify(states.A[member]) !== JSON.stringify(states.B[member]),
  );
  return other === undefined ? {} : { [other]: states.B[other] };
}
