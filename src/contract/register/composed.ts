import type { Operation } from '../operation-of-pack';
import { isMet, type When } from './features';
import type { Group, WrittenRegister, WrittenRequirement } from './row';

/**
 * The rows that operations share, as they are written: `{path}` and other names in braces stand for what an operation
 * has. Of several with one id the first holds whose `when` is met.
 */
export interface CommonRegister {
  groups: Group[];
  requirements: CommonRow[];
}

/** A row that operations share, with all that an operation must have for it to have an object. */
export type CommonRow = WrittenRequirement & { when?: When[] };

/** The register of a pack as it is written: what it has beside the common rows. */
export interface PackRegister {
  revision: string;
  /** The pages of the operation, by the name in braces that rows cite them by. */
  pages: Record<string, string>;
  /** Common rows that do not hold here, though their `when` is met. */
  without?: string[];
  /** Members that take the place of those of common rows. */
  changes?: RowChange[];
  /** Rows of this operation alone. */
  requirements?: OwnRow[];
}

export type RowChange = Pick<WrittenRequirement, 'id'> & Partial<WrittenRequirement>;

/** A row of an operation alone, with the row behind which it stands; without that it is the last of its group. */
export type OwnRow = WrittenRequirement & { after?: string };

/**
 * The whole register of an operation: the common rows that it has an object for, in their order and with its changes,
 * and its own among them.
 * The pack's own register has no faults, as {@link registerFaults} finds them.
 */
export function composed(common: CommonRegister, own: PackRegister, operation: Operation): WrittenRegister {
  const changes = new Map((own.changes ?? []).map((change) => [change.id, change]));
  const rows = commonRows(common, operation, own.without ?? []).map((row) => ({
    ...row,
    ...changes.get(row.id),
  }));
  for (const { after, ...row } of own.requirements ?? []) {
    const before = rows.findLastIndex(
      after === undefined
        ? ({ group, actor }) => group === row.group && actor === row.actor
        : ({ id }) => id === after,
    );
    rows.splice(before < 0 ? rows.length : before + 1, 0, row);
  }
  const words = wordsOf(operation, own.pages);
  return {
    revision: own.revision,
    groups: common.groups,
    requirements: rows.map((row) => filledIn(row, words) as WrittenRequirement),
  };
}

/** The common rows that an operation has an object for, each once. */
export function commonRows(
  { requirements }: CommonRegister,
  operation: Operation,
  without: readonly string[],
): WrittenRequirement[] {
  const rows = new Map<string, WrittenRequirement>();
  for (const { when = [], ...row } of requirements) {
    const offered = (row.needs ?? []).every((need) => operation.offers.has(need));
    if (!rows.has(row.id) && offered && !without.includes(row.id) && isMet(when, row.id, operation))
      rows.set(row.id, row);
  }
  return [...rows.values()];
}

/** What names in braces stand for: what the slice has, and the pages. */
export function wordsOf(
  operation: Operation,
  pages: Readonly<Record<string, string>>,
): Record<string, string> {
  const { path, key, type, typeName, success, reset, permissions, resource } = operation;
  const [otherKey] = resource.spellings;
  const words = {
    ...{ path, key, otherKey, type, typeName },
    ...{ writePermission: permissions.write, readPermission: permissions.read },
    success: String(success.status),
    ...(reset && { reset: String(reset.status) }),
    ...pages,
  };
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Every text of a row with the names in braces replaced that there is a word for. */
export function filledIn(node: unknown, words: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string')
    return node.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  if (Array.isArray(node)) return node.map((each: unknown) => filledIn(each, words));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, filledIn(value, words)]));
}
