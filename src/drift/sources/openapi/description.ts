import { bareType, itemType } from '../../edm-types';
import type { Place } from '../../statements';
import type { KnownType, Subject } from '../../subject';
import type { Part, Parts } from './parts';

/** An OpenAPI description, read for the operation of a subject. */
export interface Description {
  parts: Parts;
  subject: Subject;
}

export type Node = Record<string, unknown>;

/** A node and its place. */
export interface Located {
  node: Node;
  part: Part;
  path: readonly (string | number)[];
}

/** Maximum number of references that are followed in sequence. */
const DEEPEST = 20;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The strings in a list; empty for any other value. */
export const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** The schemas that a schema combines, without its own keywords. */
export const alternativesIn = (node: Node): Node[] =>
  ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (Array.isArray(node[word]) ? node[word].filter(isNode) : []));

/** A descendant of a node; undefined if there is none. */
export function childOf(of: Located, ...names: (string | number)[]): Located | undefined {
  let node: unknown = of.node;
  for (const name of names) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string | number, unknown>)[name];
  }
  return isNode(node) ? { node, part: of.part, path: [...of.path, ...names] } : undefined;
}

/** The place of a node, or of a descendant. */
export const placeIn = ({ part, path }: Located, ...names: (string | number)[]): Place =>
  part.placeOf([...path, ...names]);

/** The target of a reference; the node itself if it is no reference; undefined if the target is not in the file. */
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

/** Decodes a name in a reference; a wrongly escaped name is returned unchanged. */
function unescaped(name: string): string {
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** The schema with the name of a type. */
export function schemaNode(type: string, { parts }: Description): Located | undefined {
  for (const name of [`microsoft.graph.${type}`, `${type}Update`, type]) {
    const part = parts.component('schemas', name);
    if (part) return { node: part.value, part, path: [] };
  }
  return undefined;
}

/** The schemas of a type, its own before those of its bases. */
export function schemasOf(type: string, description: Description): Located[] | undefined {
  const found = schemaNode(type, description);
  return found && chainOf(found, description);
}

/** A schema and all schemas that it combines by `allOf`, each once, however often it is referred to. */
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
  // A base is a reference; a type's own part is inline.
  const isBase = ({ node }: Located): boolean => typeof node['$ref'] === 'string';
  const inOrder = [...parts.filter((part) => !isBase(part)), ...parts.filter(isBase)];
  return [at, ...inOrder.flatMap((part) => chainOf(part, description, depth + 1, seen))];
}

/** The name of the type that a schema refers to. */
export function typeNamedBy({ node }: Located, subject: Subject): string | undefined {
  const reference = [node, ...alternativesIn(node)].find((each) => typeof each['$ref'] === 'string');
  return reference && typeIn(reference['$ref'] as string, subject);
}

/** The type that a reference or annotation names. A schema for updates has the type that it updates. */
export function typeIn(reference: string, { types }: Subject): string {
  const name = bareType(reference.split('/').pop() as string);
  const bare = name.replace(/Update$/, '');
  const isMeant = ({ properties }: KnownType): boolean =>
    [...properties.values()].some(({ type }) => itemType(type) === bare);
  return types.has(bare) || [...types.values()].some(isMeant) ? bare : name;
}

/** The place at which a schema names its type. */
export const placeOfType = (schema: Located): Place => placeIn(schema, ...wayToType(schema.node));

/** The path from a schema to the keyword or reference that names its type. */
function wayToType(node: Node): string[] {
  if (isNode(node['items'])) return ['items', ...wayToType(node['items'])];
  return ['$ref', 'type'].filter((word) => word in node).slice(0, 1);
}
