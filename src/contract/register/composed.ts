import type { Operation } from '../operation';
import type { Group, WrittenRegister, WrittenRequirement } from './row';

/** The rows that hold for every operation, as they are written: `{path}` and other names in braces stand for what an operation has. */
export interface CommonRegister {
  groups: Group[];
  requirements: WrittenRequirement[];
}

/** The register of a pack as it is written: what it has beside the common rows. */
export interface PackRegister {
  revision: string;
  /** The pages of the operation, by the name in braces that rows cite them by. */
  pages: Record<string, string>;
  /** Members that take the place of those of common rows. */
  changes?: RowChange[];
  /** Rows of this operation alone. */
  requirements?: OwnRow[];
}

export type RowChange = Pick<WrittenRequirement, 'id'> & Partial<WrittenRequirement>;

/** A row of an operation alone, with the row behind which it stands; without that it is the last of its group. */
export type OwnRow = WrittenRequirement & { after?: string };

/**
 * The whole register of an operation: the common rows in their order with its changes, and its own among them.
 * @param file what to call the pack's register in an error
 * @throws Error in one line where a change or an `after` names no row
 */
export function composed(
  common: CommonRegister,
  own: PackRegister,
  operation: Operation,
  file: string,
): WrittenRegister {
  const known = new Set(common.requirements.map(({ id }) => id));
  const changes = new Map((own.changes ?? []).map((change) => [change.id, change]));
  for (const id of changes.keys())
    if (!known.has(id)) throw new Error(`${file}: changes: no common row is named ${id}`);
  const words = { ...wordsOf(operation), ...own.pages };
  const rows = common.requirements.map((row) => ({ ...row, ...changes.get(row.id) }));
  for (const { after, ...row } of own.requirements ?? []) {
    if (known.has(row.id))
      throw new Error(`${file}: ${row.id}: is a common row, to be written under changes`);
    const before = rows.findLastIndex(
      after === undefined
        ? ({ group, actor }) => group === row.group && actor === row.actor
        : ({ id }) => id === after,
    );
    if (after !== undefined && before < 0)
      throw new Error(`${file}: ${row.id}: after: no row is named ${after}`);
    rows.splice(before < 0 ? rows.length : before + 1, 0, row);
  }
  return {
    revision: own.revision,
    groups: common.groups,
    requirements: rows.map((row) => filledIn(row, words) as WrittenRequirement),
  };
}

/** What names in braces stand for, beside pages. */
const wordsOf = ({ path, key, type }: Operation): Record<string, string> => ({
  path,
  key,
  smallKey: `${key.charAt(0).toLowerCase()}${key.slice(1)}`,
  type,
  typeName: type.replace(/^#microsoft\.graph\./, ''),
});

/** Every text of a row with the names in braces replaced that there is a word for. */
function filledIn(node: unknown, words: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string')
    return node.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  if (Array.isArray(node)) return node.map((each: unknown) => filledIn(each, words));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, filledIn(value, words)]));
}
