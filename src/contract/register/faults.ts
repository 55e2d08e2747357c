import { didYouMean } from '../nearest';
import type { Operation } from '../operation-of-pack';
import { commonRows, wordsOf, type CommonRegister, type PackRegister } from './composed';

/** Something that is wrong with the register of a pack: where in its file, and what. */
export interface RegisterFault {
  at: readonly (string | number)[];
  says: string;
}

/**
 * What is wrong with the register of a pack beside the common one, though it has the right shape: rows that are not
 * there, or there twice, and names in braces that stand for nothing.
 */
export function registerFaults(
  shared: CommonRegister,
  own: PackRegister,
  operation: Operation,
): RegisterFault[] {
  const { requirements, groups } = shared;
  const held = new Set(commonRows(shared, operation, own.without ?? []).map(({ id }) => id));
  const faults: RegisterFault[] = [];
  const add = (at: RegisterFault['at'], says: string): void => {
    faults.push({ at, says });
  };
  const common = new Set(requirements.map(({ id }) => id));
  const named = (id: string, known: ReadonlySet<string>): string =>
    `no common row is named ${id}${didYouMean(known, id)}`;
  for (const [index, id] of (own.without ?? []).entries())
    if (!common.has(id)) add(['without', index], named(id, common));
  for (const [index, { id }] of (own.changes ?? []).entries()) {
    if (!common.has(id)) add(['changes', index, 'id'], named(id, held));
    else if (!held.has(id)) add(['changes', index, 'id'], `${id} does not hold for this operation`);
  }
  const rows = own.requirements ?? [];
  const seen = new Set<string>();
  const all = new Set([...held, ...rows.map(({ id }) => id)]);
  for (const [index, { id, after, group }] of rows.entries()) {
    const at = ['requirements', index];
    if (common.has(id)) add([...at, 'id'], `${id} is a common row, to be written under changes`);
    if (seen.has(id)) add([...at, 'id'], `${id} is there twice`);
    seen.add(id);
    if (after !== undefined && !all.has(after))
      add([...at, 'after'], `no row is named ${after}${didYouMean(all, after)}`);
    if (!groups.some((each) => each.id === group))
      add(
        [...at, 'group'],
        `no group is named ${group}; there are ${groups.map((each) => each.id).join(', ')}`,
      );
  }
  const words = wordsOf(operation, own.pages);
  for (const list of ['changes', 'requirements'] as const)
    for (const [index, row] of (own[list] ?? []).entries())
      for (const { at, word } of bracesIn(row, [list, index]))
        if (words[word] === undefined)
          add(at, `{${word}} stands for nothing; there are ${Object.keys(words).join(', ')}`);
  return faults;
}

function* bracesIn(
  node: unknown,
  at: RegisterFault['at'],
): Iterable<{ at: RegisterFault['at']; word: string }> {
  if (typeof node === 'string') for (const [, word = ''] of node.matchAll(/\{(\w+)\}/g)) yield { at, word };
  else if (typeof node === 'object' && node !== null)
    for (const [name, value] of Object.entries(node))
      yield* bracesIn(value, [...at, Array.isArray(node) ? Number(name) : name]);
}
