import type { Members } from '../exchanges/body';

/** How something is shrunk. */
export interface Shrinking<T> {
  /** What is left where a part of it is left out, much before little. */
  smaller(of: T): Iterable<T>;
  /** How long it is for whoever has to read it. */
  lengthOf(of: T): number;
  /** Whether it still shows what is looked for; no where it may not be tried any more. */
  shows(candidate: T): Promise<boolean>;
}

/**
 * Looks for shorter forms of something that still show what it shows: parts are left out, until nothing can be.
 * @param found what shows it
 * @returns all that showed it, the shortest last
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
 * The sequence with something left out: parts of it, single steps, and then parts of a step.
 * @param smallerSteps a step with something left out
 */
export function* shorter<Step>(
  sequence: readonly Step[],
  smallerSteps: (step: Step) => Iterable<Step>,
): Iterable<readonly Step[]> {
  for (let size = Math.ceil(sequence.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // What came late is more likely to be beside the point: the last read is put back anyway.
    for (let end = sequence.length; end > 0; end -= size)
      yield [...sequence.slice(0, Math.max(0, end - size)), ...sequence.slice(end)];
  }
  for (const [at, step] of sequence.entries()) {
    for (const smaller of smallerSteps(step))
      yield [...sequence.slice(0, at), smaller, ...sequence.slice(at + 1)];
  }
}

/** Half of the members, all but one, and a target less. */
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
