import { propertiesOf, resolve, type SchemaNode } from './slice';

/** A part of a document, with the schema that describes it. */
export interface Described {
  node: SchemaNode;
  value: unknown;
  /** The names and indices on the way to it. */
  place: readonly (string | number)[];
}

/**
 * Makes a function that finds the parts of a document whose schema is of a kind, without looking where there can be
 * none. What stands beside a reference counts as well as what the reference leads to.
 */
export function finder(
  wanted: (node: SchemaNode) => boolean,
): (schema: SchemaNode, document: unknown) => Iterable<Described> {
  const known = new WeakMap<SchemaNode, boolean>();
  /** Whether a schema, or one that it leads to, is of the kind; most are not. */
  const leadsTo = (node: SchemaNode): boolean => {
    let leads = known.get(node);
    if (leads === undefined) known.set(node, (leads = [...schemasBelow(node)].some((each) => wanted(each))));
    return leads;
  };
  function* find(node: SchemaNode, value: unknown, place: Described['place']): Iterable<Described> {
    if (!leadsTo(node)) return;
    const schema = resolve(node);
    for (const each of new Set([node, schema])) if (wanted(each)) yield { node: each, value, place };
    if (Array.isArray(value)) {
      if (schema.items)
        for (const [index, item] of value.entries()) yield* find(schema.items, item, [...place, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, property] of Object.entries(propertiesOf(schema)))
        if (Object.hasOwn(value, name))
          yield* find(property, (value as Record<string, unknown>)[name], [...place, name]);
    }
  }
  return (schema, document) => find(schema, document, []);
}

/** A schema and all that it leads to, each once; of a reference, what stands beside it too. */
export function* schemasBelow(node: SchemaNode, seen = new Set<SchemaNode>()): Iterable<SchemaNode> {
  const schema = resolve(node);
  if (schema !== node) yield node;
  if (seen.has(schema)) return;
  seen.add(schema);
  yield schema;
  for (const each of [...Object.values(propertiesOf(schema)), ...(schema.items ? [schema.items] : [])])
    yield* schemasBelow(each, seen);
}
