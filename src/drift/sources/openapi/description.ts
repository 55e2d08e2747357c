import { bareType, itemType } from '../../edm-types';
import type { Place } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import type { Part, Parts } from './parts';

/** A description that is read for the operation of a subject. */
export interface Description {
  parts: Parts;
  subject: Subject;
}

export type Node = Record<string, unknown>;

/** A node and where it stands. */
export interface Located {
  node: Node;
  part: Part;
  path: readonly (string | number)[];
}

/** How far references are followed. */
const DEEPEST = 20;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts in a list; none in what is no list. */
export const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** The schemas that a schema is put together from, its own words left out. */
export const alternativesIn = (node: Node): Node[] =>
  ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (Array.isArray(node[word]) ? node[word].filter(isNode) : []));

/** A node below another one; undefined where there is none. */
export function childOf(of: Located, ...names: (string | number)[]): Located | undefined {
  let node: unknown = of.node;
  for (const name of names) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string | number, unknown>)[name];
  }
  return isNode(node) ? { node, part: of.part, path: [...of.path, ...names] } : undefined;
}

/** Where a node stands, or something below it. */
export const placeIn = ({ part, path }: Located, ...names: (string | number)[]): Place =>
  part.placeOf([...path, ...names]);

/** What a reference leads to: the node itself where it is none, nothing where what it names is not in the file. */
export function resolved(
  located: Located | undefined,
  description: Description,
  depth = 0,
): Located | undefined {
  const reference = located?.node['$ref'];
  if (typeof reference !== 'string') return located;
  const [, kind, name] = /^#\/components\/([^/]+)\/(.+)$/.exec(reference) ?? [];
  if (kind === undefined || name === undefined || depth > DEEPEST) return undefined;
  const part = description.parts.component(kind, unescaped(name));
  return part && resolved({ node: part.value, part, path: [] }, description, depth + 1);
}

/** A name in a reference; one that is escaped wrongly is the name itself. */
function unescaped(name: string): string {
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** The schema that is named after a type. */
export function schemaNode(type: string, { parts }: Description): Located | undefined {
  for (const name of [`microsoft.graph.${type}`, `${type}Update`, type]) {
    const part = parts.component('schemas', name);
    if (part) return { node: part.value, part, path: [] };
  }
  return undefined;
}

/** The schemas that a type is made of, its own before its bases'. */
export function schemasOf(type: string, description: Description): Located[] | undefined {
  const found = schemaNode(type, description);
  return found && chainOf(found, description);
}

/** A schema and all that it is put together from by `allOf`, each once, however many ways lead to it. */
export function chainOf(
  start: Located,
  description: Description,
  depth = 0,
  seen: Set<Node> = new Set(),
): Located[] {
  const at = resolved(start, description);
  if (!at || depth > DEEPEST || seen.has(at.node)) return [];
  seen.add(at.node);
  const all = at.node['allOf'];
  const parts = (Array.isArray(all) ? all : []).flatMap((_, index) => childOf(at, 'allOf', index) ?? []);
  // A base is referred to, what is a type's own stands there.
  const isBase = ({ node }: Located): boolean => typeof node['$ref'] === 'string';
  const inOrder = [...parts.filter((part) => !isBase(part)), ...parts.filter(isBase)];
  return [at, ...inOrder.flatMap((part) => chainOf(part, description, depth + 1, seen))];
}

/** The name of the type that a schema refers to. */
export function typeNamedBy({ node }: Located, subject: Subject): string | undefined {
  const reference = [node, ...alternativesIn(node)].find((each) => typeof each['$ref'] === 'string');
  return reference && typeIn(reference['$ref'] as string, subject);
}

/** The type that a reference or an annotation names; a schema of updates is of the type that it updates. */
export function typeIn(reference: string, { types }: Subject): string {
  const name = bareType(reference.split('/').pop() as string);
  const bare = name.replace(/Update$/, '');
  const isMeant = ({ properties }: KnownType): boolean =>
    [...properties.values()].some(({ type }) => itemType(type) === bare);
  return types.has(bare) || [...types.values()].some(isMeant) ? bare : name;
}

/** Where a schema names its type. */
export const placeOfType = (schema: Located): Place => placeIn(schema, ...wayToType(schema.node));

/** The way from a schema to the word or the reference that says its type. */
function wayToType(node: Node): string[] {
  if (isNode(node['items'])) return ['items', ...wayToType(node['items'])];
  return ['$ref', 'type'].filter((word) => word in node).slice(0, 1);
}
