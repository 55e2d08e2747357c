import { resolve, type SchemaNode } from '../contract/slice';
import type { Members } from '../exchanges/body';

/** A document with its member names in their declared spelling, and what was changed for it. */
export interface Folded {
  value: unknown;
  /** Members that were written in another letter case. */
  respelt: { pointer: string; given: string; declared: string }[];
  /** Members that stand twice once letter case is put aside. */
  collisions: { pointer: string; member: string }[];
}

/**
 * Folds member names to the spelling that the slice declares: Graph documents them as not case-sensitive.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export function fold(document: unknown, schema: SchemaNode): Folded {
  const folded: Folded = { value: document, respelt: [], collisions: [] };
  // Nearly all are spelt as they are declared, and need no copy.
  if (isSpelt(document, schema)) return folded;
  folded.value = foldInto(document, schema, '', folded);
  return folded;
}

function isSpelt(value: unknown, schema: SchemaNode): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const { items, properties } = resolve(schema);
  if (Array.isArray(value)) return !items || value.every((item) => isSpelt(item, items));
  if (!properties) return true;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(properties, name)) {
      if (declaredNames(properties).has(name.toLowerCase())) return false;
    } else if (!isSpelt((value as Members)[name], properties[name] as SchemaNode)) return false;
  }
  return true;
}

function foldInto(value: unknown, schema: SchemaNode, pointer: string, folded: Folded): unknown {
  const node = resolve(schema);
  if (Array.isArray(value)) {
    const { items } = node;
    return items ? value.map((item, index) => foldInto(item, items, `${pointer}/${index}`, folded)) : value;
  }
  if (typeof value !== 'object' || value === null || !node.properties) return value;
  const declared = declaredNames(node.properties);
  const result: Record<string, unknown> = {};
  for (const [given, member] of Object.entries(value)) {
    const name = declared.get(given.toLowerCase()) ?? given;
    const place = `${pointer}/${name}`;
    if (name !== given) folded.respelt.push({ pointer: place, given, declared: name });
    if (Object.hasOwn(result, name)) folded.collisions.push({ pointer: place, member: name });
    const property = node.properties[name];
    // __proto__ is a member name like any other in JSON.
    Object.defineProperty(result, name, {
      value: property ? foldInto(member, property, place, folded) : member,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

const declaredIn = new WeakMap<object, Map<string, string>>();
/** The declared spelling of names by their lower case; worked out once for each schema of the slice. */
function declaredNames(properties: Record<string, SchemaNode>): Map<string, string> {
  let names = declaredIn.get(properties);
  if (!names) {
    names = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
    declaredIn.set(properties, names);
  }
  return names;
}
