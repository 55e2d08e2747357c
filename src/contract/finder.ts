import { propertiesOf, resolve, type SchemaNode } from './slice';

/** A part of a document, with the schema that describes it. */
export interface Described {
  node: SchemaNode;
  value: unknown;
  /** The names and indices on the way to it. */
  place: readonly (string | number)[];
}

/** Where a schema leads to the kind: every document of it is looked into along these, and nowhere else. */
interface Way {
  /** Of the schema and what it refers to, what is of the kind itself. */
  kinds: readonly SchemaNode[];
  items: SchemaNode | undefined;
  properties: readonly (readonly [string, SchemaNode])[];
}

/**
 * Makes a function that finds the parts of a document whose schema is of a kind, without looking where there can be
 * none. What stands beside a reference counts as well as what the reference leads to.
 */
export function finder(
  wanted: (node: SchemaNode) => boolean,
): (schema: SchemaNode, document: unknown) => readonly Described[] {
  const known = new WeakMap<SchemaNode, boolean>();
  /** Whether a schema, or one that it leads to, is of the kind; most are not. */
  const leadsTo = (node: SchemaNode): boolean => {
    let leads = known.get(node);
    if (leads === undefined) known.set(node, (leads = [...schemasBelow(node)].some((each) => wanted(each))));
    return leads;
  };
  const ways = new WeakMap<SchemaNode, Way>();
  const wayOf = (node: SchemaNode): Way => {
    let way = ways.get(node);
    if (way === undefined) {
      const schema = resolve(node);
      way = {
        kinds: [...new Set([node, schema])].filter(wanted),
        items: schema.items && leadsTo(schema.items) ? schema.items : undefined,
        properties: Object.entries(propertiesOf(schema)).filter(([, property]) => leadsTo(property)),
      };
      ways.set(node, way);
    }
    return way;
  };
  /** @param place the names and indices on the way so far; a copy of it is made for what is found */
  const find = (node: SchemaNode, value: unknown, place: (string | number)[], found: Described[]): void => {
    const { kinds, items, properties } = wayOf(node);
    for (const each of kinds) found.push({ node: each, value, place: [...place] });
    if (Array.isArray(value)) {
      if (!items) return;
      for (let index = 0; index < value.length; index += 1) {
        place.push(index);
        find(items, value[index], place, found);
        place.pop();
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, property] of properties) {
        if (!Object.hasOwn(value, name)) continue;
        place.push(name);
        find(property, (value as Record<string, unknown>)[name], place, found);
        place.pop();
      }
    }
  };
  return (schema, document) => {
    const found: Described[] = [];
    find(schema, document, [], found);
    return found;
  };
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
