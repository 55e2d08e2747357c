import type { Members } from '../exchanges/body';
import type { Operation } from '../contract/operation';
import { legible, lengthOf } from './sequence';
import type { Sequence, Step } from './step';

/**
 * Looks for shorter sequences that still show something: parts are left out, then single steps, members
 * of updates and targets, until nothing can be.
 * @param found a sequence that shows it
 * @param shows whether another one does; no where it may not be tried any more
 * @returns all that showed it, the shortest last
 */
export async function shrink(
  operation: Operation,
  found: Sequence,
  shows: (candidate: Sequence) => Promise<boolean>,
): Promise<Sequence[]> {
  const shown = [found];
  const tried = new Set(shown.map(keyOf));
  const isBetter = async (candidate: Sequence): Promise<boolean> => {
    const shortest = shown.at(-1) as Sequence;
    if (tried.has(keyOf(candidate)) || lengthOf(candidate) >= lengthOf(shortest)) return false;
    tried.add(keyOf(candidate));
    if (!(await shows(candidate))) return false;
    shown.push(candidate);
    return true;
  };
  for (let again = true; again;) {
    again = false;
    for (const candidate of shorter(shown.at(-1) as Sequence)) {
      if (!(await isBetter(legible(operation, candidate)))) continue;
      again = true;
      break;
    }
  }
  return shown;
}

const keyOf = (sequence: Sequence): string => JSON.stringify(sequence);

/** The sequence with something left out, much before little. */
export function* shorter(sequence: Sequence): Iterable<Sequence> {
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

function* smallerSteps(step: Step): Iterable<Step> {
  if (step.kind === 'update') {
    for (const members of smallerMembers(step.members))
      if (Object.keys(members).length > 0) yield { ...step, members };
  } else if (step.kind === 'refused') {
    // Without its type a body would be refused for that, and no longer for its fault.
    for (const body of smallerMembers(step.body))
      if ('@odata.type' in body || !('@odata.type' in step.body)) yield { ...step, body };
  }
}

/** Half of the members, all but one, and a target less. */
function* smallerMembers(members: Members): Iterable<Members> {
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
