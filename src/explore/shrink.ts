import type { Members } from '../exchanges/body';

/** How a value is shrunk. */
export interface Shrinking<T> {
  /** Smaller forms of the value, those with the largest omissions first. */
  smaller(of: T): Iterable<T>;
  /** The length of the value for a reader. */
  lengthOf(of: T): number;
  /** Whether the value still shows the difference; false if no more attempts are permitted. */
  shows(candidate: T): Promise<boolean>;
}

/**
 * Looks for smaller forms of a value that still show a difference: it omits parts until no further part can be
 * omitted.
 * @param found a value that shows the difference
 * @returns all forms that showed it, the shortest last
 */
export async function shrink<T>(found: T, { smaller, lengthOf, shows }: Shrinking<T>): Promise<T[]> {
  const shown = [found];
  const tried = new Set(shown.map(keyOf));
  const isBetter = async (candidate: T): Promise<boolean> => {
    const shortest = shown.at(-1) as T;
    if (tried.has(keyOf(candidate)) || lengthOf(candidate) >= lengthOf(shortest)) return false;
    tried.add(keyOf(candidate));
    if (!(await shows(candidate))) return false;
    shown.push(candidate);
    return true;
  };
  for (let again = true; again;) {
    again = false;
    for (const candidate of smaller(shown.at(-1) as T)) {
      if (!(await isBetter(candidate))) continue;
      again = true;
      break;
    }
  }
  return shown;
}

const keyOf = (candidate: unknown): string => JSON.stringify(candidate);

/**
 * Smaller forms of a sequence: without some of its steps, without one step, and then with smaller steps.
 * @param smallerSteps smaller forms of a step
 */
export function* shorter<Step>(
  sequence: readonly Step[],
  smallerSteps: (step: Step) => Iterable<Step>,
): Iterable<readonly Step[]> {
  for (let size = Math.ceil(sequence.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // Later steps are less likely to matter; the last read is added again anyway.
    for (let end = sequence.length; end > 0; end -= size)
      yield [...sequence.slice(0, Math.max(0, end - size)), ...sequence.slice(end)];
  }
  for (const [at, step] of sequence.entries()) {
    for (const smaller of smallerSteps(step))
      yield [...sequence.slice(0, at), smaller, ...sequence.slice(at + 1)];
  }
}

/** Smaller forms of members: half of them, all but one, and one target less. */
export function* smallerMembers(members: Members): Iterable<Members> {
  const entries = Object.entries(members);
  const half = Math.ceil(entries.length / 2);
  if (entries.length > 2) {
    yield Object.fromEntries(entries.slice(0, half));
    yield Object.fromEntries(entries.slice(half));
  }
  for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
  for (const [name, value] of entries) {
    if (!Array.isArray(value) || value.length < 2) continue;
    for (const at of value.keys()) yield { ...members, [name]: value.filter((_, place) => place !== at) };
  }
}
