import type { Operation } from '../contract/operation';
import { propertiesOf } from '../contract/slice';
import { fillable, silentIn } from './samples';

type Members = Readonly<Record<string, unknown>>;
type State = 'A' | 'B';

/** What a marker is chosen for. */
export interface Marking {
  /** Members that are wrong in the update: none of them is a marker, nor what has an order with one. */
  but?: readonly string[];
  /** The state that the policy is in; absent: A. */
  state?: State;
  /** Whether all there are stand in it: it is refused whatever they are. */
  whole?: boolean;
  /** Whether members stand in it, too, that no page says an update may set: any refusal will do. */
  unlisted?: boolean;
}

/**
 * Chooses the sound members that a refused update sets beside its fault, in front of it and behind it, each other than the
 * policy has it: if they are stored, it was applied in part.
 * @param turn others for the next, so that each member has its turn in front and behind
 */
export type Markers = (turn: number, marking?: Marking) => readonly [front: Members, back: Members];

/** @param groups those that the provider knows, as far as that is known */
export function markersOf(operation: Operation, groups: readonly string[]): Markers {
  const pools = { A: poolOf(operation, 'A', groups), B: poolOf(operation, 'B', groups) };
  const silent = { A: silentMarkersOf(operation, 'A'), B: silentMarkersOf(operation, 'B') };
  return (turn, { but = [], state = 'A', whole = false, unlisted = false } = {}) => {
    const bound = operation.orders.filter((order) => order.some((name) => but.includes(name)));
    const taken = new Set([...but, ...bound.flat()]);
    const all = pools[state].filter(({ name }) => !taken.has(name));
    const known = all.filter(({ needsGroups }) => !needsGroups);
    // A provider may look for groups first of all; where there is one other member alone, a group is better than none.
    const pool = known.length < 2 ? all : known;
    const [front, ...others] = turned(pool, turn);
    const behind = turned(others, Math.floor(turn / Math.max(1, pool.length)));
    // Which of its values the policy has in either state nobody knows.
    const isPlain = !unlisted || turn % PLAIN_EVERY === PLAIN_EVERY - 1;
    const further = isPlain ? [] : silent[turn % 2 === 0 ? 'A' : 'B'];
    const unknown = further.filter((members) => !Object.keys(members).some((name) => taken.has(name)));
    const beside = (whole ? behind : behind.slice(0, BEHIND)).map(({ members }) => members);
    return [front?.members ?? {}, together([...beside, ...unknown])];
  };
}

/** Markers behind what is wrong: not all, so that one which a provider may refuse does not hide each fault. */
const BEHIND = 2;
/** Of so many updates one has no members beside that no page says an update may set: a provider may refuse the others for these. */
const PLAIN_EVERY = 3;

/** Members of an example that no page says an update may set, each by itself, where the examples differ in them. */
function silentMarkersOf(operation: Operation, state: State): Members[] {
  const { examples } = operation;
  const shown = propertiesOf(operation.policySchema);
  return silentIn(operation, state)
    .flatMap((members) => Object.entries(members))
    .filter(([name]) => shown[name]?.['x-silent'] !== true)
    .filter(([name]) => JSON.stringify(examples.A[name]) !== JSON.stringify(examples.B[name]))
    .map(([name, value]) => ({ [name]: value }));
}

/** The same, beginning so many places on. */
const turned = <T>(all: readonly T[], places: number): T[] => {
  const first = all.length === 0 ? 0 : places % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};

const together = (all: readonly Members[]): Members => Object.assign({}, ...all) as Members;

interface Marker {
  name: string;
  members: Members;
  needsGroups: boolean;
}

/** A value for each documented member, other than in a state: that of the other state, or an item where both have none. */
function poolOf(operation: Operation, state: State, groups: readonly string[]): Marker[] {
  const { states } = operation;
  const other = states[state === 'A' ? 'B' : 'A'];
  const { empty } = fillable(operation, groups);
  const shown = propertiesOf(operation.policySchema);
  // What a policy need not have may stay for good where it is set: then requests that set it are not sent at all.
  const members = Object.keys(states.A).filter((name) => shown[name]?.['x-silent'] !== true);
  return members.flatMap((name): Marker[] => {
    if (JSON.stringify(states.A[name]) !== JSON.stringify(states.B[name]))
      return [{ name, members: { [name]: other[name] }, needsGroups: false }];
    const made = empty.find(({ collection }) => collection.member === name);
    return made ? [{ name, members: { [name]: made.items.slice(0, 1) }, needsGroups: made.needGroups }] : [];
  });
}
