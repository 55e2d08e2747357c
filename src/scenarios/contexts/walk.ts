import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve } from '../../contract/slice';
import { changesOf, type Members } from '../changes';
import { everySuccess } from '../constraints';
import { fillable } from '../samples';
import { read, update, type Scenario, type Step } from '../scenario';
import { WRITTEN } from '../state/setting';

/** Updates of a walk at most: for pairs of contexts, and for triples. */
const LENGTH = { 2: 38, 3: 120 } as const;
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

/** A unit and the place of one of its values: one of each unit that an update sets. */
type Choice = readonly (readonly [unit: number, value: number])[];

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
    const values = choice.map(([unit, value]) => units[unit]?.values[value] as Value);
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
  const shown = new Set<number>();
  const choices = choicesOf(units);
  const showing = showingOf(units);
  const path: Choice[] = [];
  let stored: readonly number[] = [];
  const newsOf = (choice: Choice, from: readonly number[], before: Choice): number => {
    let sum = 0;
    showing(choice, from, before, (what, counts) => {
      if (!shown.has(what)) sum += counts;
    });
    return sum;
  };
  const most = (of: (choice: Choice) => number): Choice | undefined => {
    let best: { choice: Choice; count: number } | undefined;
    for (const choice of choices) {
      const count = of(choice);
      if (count > (best?.count ?? 0)) best = { choice, count };
    }
    return best?.choice;
  };
  const mostBehind = (first: Choice, from: readonly number[]): number => {
    const then = behind(from, first);
    return choices.reduce((best, second) => Math.max(best, newsOf(second, then, first)), 0);
  };
  while (path.length < length) {
    const isFirst = path.length % OF_A_SCENARIO === 0;
    if (isFirst) stored = units.map(() => 0);
    const [from, before] = [stored, (isFirst ? undefined : path.at(-1)) ?? []];
    const next = most((choice) => newsOf(choice, from, before)) ?? most((choice) => mostBehind(choice, from));
    if (!next) break;
    showing(next, from, before, (what) => shown.add(what));
    stored = behind(from, next);
    path.push(next);
  }
  return path;
}

/** The values that are stored behind an update. */
const behind = (stored: readonly number[], choice: Choice): readonly number[] =>
  stored.map((value, unit) => choice.find(([set]) => set === unit)?.[1] ?? value);

/** Each value of each unit alone, and each two of two units. */
function choicesOf(units: readonly Unit[]): Choice[] {
  const single = units.flatMap(({ values }, unit) => values.map((_, value) => [unit, value] as const));
  return [
    ...single.map((one) => [one]),
    ...single.flatMap((one) => single.filter(([unit]) => unit > one[0]).map((other): Choice => [one, other])),
  ];
}

/**
 * What an update shows of what one member does to another: each such thing is a number of its own, since thousands of updates
 * are weighed against each other.
 */
function showingOf(units: readonly Unit[]) {
  const values = Math.max(2, ...units.map((unit) => unit.values.length));
  const places = units.length * values;
  const place = (unit: number, value: number): number => unit * values + value;
  const what = (kind: number, one: number, other: number): number => (kind * places + one) * places + other;
  return (
    choice: Choice,
    stored: readonly number[],
    before: Choice,
    tell: (what: number, counts: number) => void,
  ): void => {
    let moved = 0;
    for (const [unit, value] of choice) {
      const moves = stored[unit] !== value;
      if (moves) moved += 1;
      for (const [other, kept] of stored.entries()) {
        if (choice.some(([set]) => set === other)) continue;
        if (moves) tell(what(0, place(other, kept), place(unit, value)), 1);
        else tell(what(1, place(other, Math.min(kept, 1)), unit), OF_THE_FEW);
      }
      for (const [other, last] of before) tell(what(2, place(other, last), unit), OF_THE_FEW);
    }
    if (moved > 1) tell(what(3, choice[0]?.[0] ?? 0, choice[1]?.[0] ?? 0), 1);
  };
}
