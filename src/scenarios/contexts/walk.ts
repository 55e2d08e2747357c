import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve } from '../../contract/slice';
import { changesOf, type Members } from '../changes';
import { everySuccess } from '../constraints';
import { fillable } from '../samples';
import { read, update, type Scenario, type Step } from '../scenario';
import { WRITTEN } from '../state/setting';

/** Updates of a walk at most: for pairs of contexts, and for triples. */
const LENGTH = { 2: 39, 3: 120 } as const;
/**
 * What it counts for that a member is sent as it is stored, or right behind another one. Of the values that are stored while
 * another one changes there are so many that they would take the room of these.
 */
const OF_THE_FEW = 1.5;
/** Updates of a scenario at most: what shows a difference is sent once more as a whole. */
const OF_A_SCENARIO = 14;

/** What an update sets at once, and the values that it gets in turn. The first is that of state A. */
interface Unit {
  values: readonly Value[];
}
interface Value {
  members: Members;
  /** Whether every provider must take it. */
  taken: boolean;
}

/** The place of a value among those of each unit that an update sets. */
type Choice = ReadonlyMap<number, number>;

/**
 * Updates one behind the other, of one member and of two, so chosen that what the one does to the other shows: while each value of
 * a member is stored, each of every other is set; each is set right behind each; each two stand in one body; and each is set
 * to the value that it has. Greedy, and without chance.
 */
export function walks(operation: Operation, strength: 2 | 3, groups: readonly string[]): Scenario[] {
  const units = unitsOf(operation, groups);
  const path = pathOf(units, LENGTH[strength]);
  const { body, done } = changesOf(operation);
  const steps = path.map((choice, at): Step[] => {
    const values = [...choice].map(([unit, value]) => units[unit]?.values[value] as Value);
    const members = Object.assign({}, ...values.map((each) => each.members)) as Members;
    const name = `${at + 1}: ${Object.keys(members).join(', ')}`;
    return [
      update(name, body(members), values.every(({ taken }) => taken) ? done : {}),
      read(`read after ${name}`),
    ];
  });
  return Array.from({ length: Math.ceil(steps.length / OF_A_SCENARIO) }, (_, at) => ({
    address: `contexts/one-behind-the-other-${at + 1}`,
    rows: [...new Set([...everySuccess(operation), ...WRITTEN, 'SEM-REPLACE'])],
    needs: ['read'],
    from: 'A',
    steps: [read('read before'), ...steps.slice(at * OF_A_SCENARIO, (at + 1) * OF_A_SCENARIO).flat()],
    inContexts: true,
  }));
}

/** Members by themselves, and those that may be recalculated for each other. */
function unitsOf(operation: Operation, groups: readonly string[]): Unit[] {
  const { states, recalculated, updateSchema } = operation;
  const properties = propertiesOf(updateSchema);
  const { filled, empty } = fillable(operation, groups);
  const bound = new Set(recalculated.flat());
  const of = (state: 'A' | 'B', names: readonly string[]): Value => ({
    members: Object.fromEntries(names.map((name) => [name, states[state][name]])),
    taken: true,
  });
  const bounds = (name: string): number[] => {
    const { minimum, maximum } = resolve(properties[name] ?? {});
    return [minimum, maximum].filter((value) => value !== undefined);
  };
  // The bounds tell more than another number between them.
  const bounded = (name: string): boolean => bounds(name).length > 1;
  const more = (name: string): Value[] => {
    // None on both sides: nobody says that a group may be.
    const lists = [
      ...filled.map((each) => ({ ...each, items: each.items.slice(0, 2) })),
      ...empty.map((each) => ({ ...each, items: each.items.slice(-1) })),
    ].filter(({ collection }) => collection.member === name);
    return [
      ...bounds(name).map((value) => ({ members: { [name]: value }, taken: true })),
      ...lists.map(({ items, needGroups }) => ({ members: { [name]: items }, taken: !needGroups })),
    ];
  };
  return [
    ...Object.keys(states.A)
      .filter((name) => !bound.has(name))
      .map((name) => [of('A', [name]), ...(bounded(name) ? [] : [of('B', [name])]), ...more(name)]),
    ...recalculated
      .map((group) => group.filter((name) => name in states.A))
      .filter((group) => group.length > 0)
      .map((group) => [of('A', group), of('B', group)]),
  ].flatMap((values) => {
    const different = values.filter(
      (one, at) => !values.slice(0, at).some((other) => isDeepStrictEqual(one.members, other.members)),
    );
    return different.length > 1 ? [{ values: different }] : [];
  });
}

/** Updates, each that by which most is shown that was not yet; where none shows anything, one that leads there. */
function pathOf(units: readonly Unit[], length: number): Choice[] {
  const shown = new Set<string>();
  const choices = choicesOf(units);
  const path: Choice[] = [];
  let stored: readonly number[] = [];
  const newsOf = (choice: Choice, from: readonly number[], before: Choice | undefined): number =>
    [...showing(choice, from, before)]
      .filter((each) => !shown.has(each))
      .reduce((sum, each) => sum + (FEW.test(each) ? OF_THE_FEW : 1), 0);
  const most = (of: (choice: Choice) => number): Choice | undefined => {
    let best: { choice: Choice; count: number } | undefined;
    for (const choice of choices) {
      const count = of(choice);
      if (count > (best?.count ?? 0)) best = { choice, count };
    }
    return best?.choice;
  };
  while (path.length < length) {
    const isFirst = path.length % OF_A_SCENARIO === 0;
    if (isFirst) stored = units.map(() => 0);
    const [from, before] = [stored, isFirst ? undefined : path.at(-1)];
    const next =
      most((choice) => newsOf(choice, from, before)) ??
      most((first) => Math.max(...choices.map((second) => newsOf(second, behind(from, first), first))));
    if (!next) break;
    for (const each of showing(next, from, before)) shown.add(each);
    stored = behind(from, next);
    path.push(next);
  }
  return path;
}

/** The values that are stored behind an update. */
const behind = (stored: readonly number[], choice: Choice): readonly number[] =>
  stored.map((value, unit) => choice.get(unit) ?? value);

/** Each value of each unit alone, and each two of two units. */
function choicesOf(units: readonly Unit[]): Choice[] {
  const single = units.flatMap(({ values }, unit) => values.map((_, value) => [unit, value] as const));
  return [
    ...single.map((one) => new Map([one])),
    ...single.flatMap((one) =>
      single.filter(([unit]) => unit > one[0]).map((other) => new Map([one, other])),
    ),
  ];
}

const FEW = / again$| behind /;

/** What an update shows of what one member does to another. */
function* showing(choice: Choice, stored: readonly number[], before: Choice | undefined): Iterable<string> {
  const moved = [...choice].filter(([unit, value]) => stored[unit] !== value);
  for (const [unit, value] of choice) {
    const others = [...stored.entries()].filter(([other]) => !choice.has(other));
    if (stored[unit] !== value)
      for (const [other, kept] of others) yield `${other}=${kept} while ${unit}=${value}`;
    else for (const [other, kept] of others) yield `${other}=${Math.min(kept, 1)} while ${unit} again`;
    for (const [other, last] of before ?? []) yield `${unit} behind ${other}=${last}`;
  }
  if (moved.length > 1) yield `both ${moved.map(([unit]) => unit).join(' ')}`;
}
