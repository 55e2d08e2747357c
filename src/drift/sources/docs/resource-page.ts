import { KEYS } from '../../keys';
import { ABSENT, DECLARED, type Statement } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import { linksIn, plainText, type Block, type Text } from './markdown';
import { methodStatements } from './methods-table';
import type { DocPage } from './page';
import { propertyRows, propertyStatements } from './properties-table';
import { representationStatements } from './representation';
import { takenBack } from './taken-back';

/** The type that a page describes: one of the contract's, or one of their bases. */
interface Resource {
  type: KnownType;
  /** Whether the page describes a base of the type. */
  isBase: boolean;
}

/** The type that a page describes, by its title; undefined if it is none of the contract's. */
export function resourceOf({ title, subject }: DocPage): Resource | undefined {
  const [, named] = /^([A-Za-z]\w*)\s+(?:resource|complex)\s+type\b/i.exec(title) ?? [];
  if (named === undefined) return undefined;
  const isNamed = (name: string): boolean => name.toLowerCase() === named.toLowerCase();
  const types = [...subject.types.values()];
  const own = types.find(({ name }) => isNamed(name));
  if (own) return { type: own, isBase: false };
  const derived = types.find(({ bases }) => basesWithPages(bases).some(isNamed));
  return derived && { type: derived, isBase: true };
}

/** The root of all types is the base of every type, and says nothing about a single one. */
const basesWithPages = (bases: readonly string[]): string[] => bases.filter((base) => base !== 'entity');

/** The statements of a resource's page: its properties, the return types of its methods, its base, and its JSON. */
export function* resourceStatements(page: DocPage, { type, isBase }: Resource): Generator<Statement> {
  const { says, subject } = page;
  const sections = sectionsOf(page.blocks);
  for (const { block, section } of sections) {
    if (block.kind === 'table') {
      if (isOfMembers(section)) yield* propertyStatements(block, type, page);
      if (section === 'methods') yield* methodStatements(block, page);
    } else if (block.kind === 'text') {
      yield* linkStatements(block, subject, page);
      const [, base] = /\binherits from\s+(?:the\s+)?[[*`]*(\w+)/i.exec(block.text) ?? [];
      if (base !== undefined && !isBase) yield says(KEYS.base(type.name), base, block.line);
    } else if (block.kind === 'code') yield* representationStatements(block, type, isBase, page);
  }
  if (isBase) return;
  const tables = sections.flatMap(({ block, section }) =>
    block.kind === 'table' && isOfMembers(section) ? [block] : [],
  );
  const [first] = tables;
  if (!first) return;
  // The tables of a type's own page have all of it.
  const rows = tables.flatMap(propertyRows);
  const declared = new Set(rows.map(({ property }) => property));
  yield says(KEYS.type(type.name), DECLARED, page.titleLine);
  for (const property of type.properties.keys())
    if (!declared.has(property)) yield says(KEYS.property(type.name, property), ABSENT, first.line);
  yield* takenBack(rows, type, says);
}

const isOfMembers = (section: string): boolean => section === 'properties' || section === 'relationships';

/** Blocks other than headings, each with the level-2 heading above it. */
function sectionsOf(blocks: readonly Block[]): { block: Block; section: string }[] {
  let section = '';
  return blocks.flatMap((block) => {
    if (block.kind !== 'heading') return [{ block, section }];
    if (block.level === 2) section = plainText(block.text).toLowerCase();
    return [];
  });
}

/** A link whose text is the name of a type leads to that type's page. */
function* linkStatements({ text, line }: Text, { types }: Subject, { says }: DocPage): Generator<Statement> {
  for (const link of linksIn(text, line)) {
    const [, page] = /(?:^|\/)([\w-]+)\.md(?:#|$)/i.exec(link.target) ?? [];
    if (types.has(link.words) && page !== undefined)
      yield says(KEYS.page(link.words), page.toLowerCase(), link.line);
  }
}
