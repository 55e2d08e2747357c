import type { Operation } from '../contract/operation';
import { INVENTED_GROUPS } from './invented-groups';
import { propertiesOf, resolve, typesOf, type SchemaNode } from '../contract/slice';

type Members = Readonly<Record<string, unknown>>;

/**
 * Small changes to a policy, for scenarios to which it is all the same what changes as long as it shows. Which
 * members they are follows from the slice; each is documented as one that an update may set.
 */
export interface Changes {
  /** An update with its type annotation in front. */
  body(members: Members): Record<string, unknown>;
  /** A change that is another for a number and the next one. Numbers from 12 to 40, and not 20. */
  nudge(number: number): Members;
  /** The member that has one of two values: in a state that value which the state has. */
  flip(state: 'A' | 'B'): Members;
  /** The name of that member. */
  flipped: string;
  /** Whether the two change members of their own, so that one can be told from the other. */
  independent: boolean;
  /** A member with limits, other than those that an order binds; undefined where there is none. */
  limited: { member: string; minimum: number; maximum: number } | undefined;
  /**
   * Members that a refused update sets beside its fault, in front of it and behind it, each other than in state A: if
   * they are stored, it was applied in part.
   */
  markers: readonly [front: Members, back: Members];
  /** What an update asks of the provider: to accept it, where all its members are documented to be set. */
  accept(members: Members): { accept?: string };
}

/** The row that is broken where an update that conforms is refused. */
const ACCEPTED = 'RES-204';

/**
 * The small changes that an operation offers.
 * @param groups those that the provider knows; a refused update may name one that it does not
 */
export function changesOf(operation: Operation, groups: readonly string[] = INVENTED_GROUPS): Changes {
  const { states, type } = operation;
  const documented = Object.entries(propertiesOf(operation.updateSchema)).filter(
    ([member]) => member in states.A,
  );
  const limited = limitedAmong(documented, operation.recalculable);
  const [flipped = 'state', ...others] = documented
    .filter(([, schema]) => typesOf(schema).includes('boolean'))
    .map(([member]) => member);
  const flip = (state: 'A' | 'B'): Members => ({ [flipped]: states[state][flipped] });
  const nudge = limited ? (number: number) => ({ [limited.member]: number }) : bitwise(operation, others);
  const independent = !(flipped in nudge(0));
  return {
    body: (members) => ({ '@odata.type': type, ...members }),
    nudge,
    flip,
    flipped,
    independent,
    limited,
    markers: [
      flip('B'),
      independent ? nudge(33) : { excludeTargets: [{ targetType: 'group', id: groups[0] }] },
    ],
    accept: (members) => (operation.setsSilent(members) ? {} : { accept: ACCEPTED }),
  };
}

function limitedAmong(
  documented: readonly [string, SchemaNode][],
  ordered: readonly string[],
): Changes['limited'] {
  for (const [member, { minimum, maximum }] of documented)
    if (minimum !== undefined && maximum !== undefined && !ordered.includes(member))
      return { member, minimum, maximum };
  return undefined;
}

/** A number written in what there is of members with two values; where there are none, whether it is even is the state. */
function bitwise(operation: Operation, booleans: readonly string[]): (number: number) => Members {
  const targets = propertiesOf(operation.updateSchema)['includeTargets'];
  const [target = {}] = (operation.states.A['includeTargets'] ?? []) as Members[];
  const inTarget = Object.entries(propertiesOf(resolve(targets?.items ?? {})))
    .filter(([part, schema]) => part in target && typesOf(schema).includes('boolean'))
    .map(([part]) => part);
  if (booleans.length + inTarget.length === 0)
    return (number) => ({ state: number % 2 === 0 ? 'enabled' : 'disabled' });
  return (number) => {
    const bit = (name: string) => [name, ((number >> names.indexOf(name)) & 1) === 1] as const;
    const names = [...booleans, ...inTarget];
    return {
      ...Object.fromEntries(booleans.map(bit)),
      ...(inTarget.length > 0 && {
        includeTargets: [{ ...target, ...Object.fromEntries(inTarget.map(bit)) }],
      }),
    };
  };
}
