import type { WrittenRegister, WrittenRequirement } from './row';

/** The register of a further operation as it is written: what is different from that of the default one. */
export interface WrittenSibling {
  revision: string;
  /** The pages of the operation that say the same as those that rows of the default's register cite; both without a fragment. */
  pages: Record<string, string>;
  /** The rows that have no object here. */
  without: string[];
  /** Rows in the place of those with the same id, and further ones. */
  requirements: WrittenRequirement[];
}

/**
 * The whole register of a further operation: the default's rows in their order, those of the same id replaced, and
 * further ones at the end of their group.
 * @param file what to call it in an error
 * @throws Error in one line where a row is left out that there is none of, or that is replaced too
 */
export function beside(base: WrittenRegister, own: WrittenSibling, file: string): WrittenRegister {
  const known = new Set(base.requirements.map(({ id }) => id));
  const replaced = new Map(own.requirements.map((row) => [row.id, row]));
  for (const id of own.without) {
    if (!known.has(id)) throw new Error(`${file}: without: no row is named ${id}`);
    if (replaced.has(id)) throw new Error(`${file}: ${id}: is left out and written at once`);
  }
  const kept = base.requirements
    .filter(({ id }) => !own.without.includes(id))
    .map((row) => replaced.get(row.id) ?? citing(row, own.pages));
  const added = own.requirements.filter(({ id }) => !known.has(id));
  for (const row of added) {
    const last = kept.findLastIndex(({ group, actor }) => group === row.group && actor === row.actor);
    kept.splice(last + 1, 0, row);
  }
  return { revision: own.revision, groups: base.groups, requirements: kept };
}

/** A row with the operation's own pages in the place of the default's. */
const citing = (row: WrittenRequirement, pages: Record<string, string>): WrittenRequirement => ({
  ...row,
  sources: row.sources.map((source) => {
    const [page = '', fragment] = source.url.split('#');
    const own = pages[page];
    return own === undefined
      ? source
      : { ...source, url: fragment === undefined ? own : `${own}#${fragment}` };
  }),
});
