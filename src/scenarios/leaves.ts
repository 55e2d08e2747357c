import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../contract/collections';
import type { Operation } from '../contract/operation';
import { propertiesOf, resolve, type SchemaNode } from '../contract/slice';
import { INVENTED_GROUPS } from './invented-groups';
import { withOrder } from './orders';
import { directoryOf, itemsOf, sampleOf } from './samples';

type Members = Readonly<Record<string, unknown>>;

/** A place of an update where a value can stand: a member, or a part of one at whatever depth. */
export interface Leaf {
  /** The names on the way to it, with blanks between them. */
  name: string;
  schema: SchemaNode;
  /** The value there in state A, or in a sample. */
  near: unknown;
  /** The members of an update with another value there, and all else as it was. */
  put(value: unknown): Record<string, unknown>;
  /** The same, with the value in an item behind a sound one; absent where it is no part of an item of a collection. */
  putBehind?(value: unknown): Record<string, unknown>;
  /** The members of an update with two items that differ, and have the same there; absent where no two can be made. */
  twins?: Record<string, unknown>;
  /** Whether it is a part of an item of a collection. */
  inItem: boolean;
  /** Whether it says which object of the directory an item stands for. */
  ofDirectory: boolean;
}

/** Levels below a member at most; nothing that the pages have is deeper. */
const DEEPEST = 6;

/** The places that an update is documented to set, a member before its parts. */
export function leavesOf(operation: Operation): Leaf[] {
  return documentedIn(operation.updateSchema)
    .filter(([member]) => operation.updatable.includes(member))
    .flatMap(([member, schema]) => {
      const near = operation.states.A[member];
      const top: Leaf = {
        ...{ name: member, schema, near, inItem: false, ofDirectory: false },
        put: (value) =>
          typeof value === 'number' ? withOrder(operation, member, value) : { [member]: value },
      };
      return [top, ...below(operation, top, DEEPEST)];
    });
}

/** The members that a schema declares and that are documented to be set, references followed. */
const documentedIn = (node: SchemaNode): [string, SchemaNode][] =>
  Object.entries(propertiesOf(node))
    .filter(([name, part]) => !part['x-silent'] && !name.includes('@'))
    .map(([name, part]) => [name, resolve(part)]);

function below(operation: Operation, leaf: Leaf, depth: number): Leaf[] {
  if (depth === 0) return [];
  const { schema } = leaf;
  const item = schema.items && resolve(schema.items);
  if (item?.properties) return partsOfItem(operation, leaf, item, depth);
  const near = leaf.near ?? groupOf(schema);
  if (!schema.properties || !isMembers(near)) return [];
  const isOfDirectory = standsForOne(schema);
  const above: Leaf = { ...leaf };
  delete above.twins;
  return documentedIn(schema).flatMap(([part, partSchema]) => {
    const child: Leaf = {
      ...above,
      name: `${leaf.name} ${part}`,
      schema: partSchema,
      near: near[part],
      ofDirectory: isOfDirectory(part),
      // Whole: what becomes of parts that are left out is noted (SEM-PARTS), since OData keeps them, and no page of Graph
      // says that a part will do.
      put: (value) => leaf.put({ ...near, [part]: value }),
    };
    return [child, ...below(operation, child, depth - 1)];
  });
}

function partsOfItem(operation: Operation, leaf: Leaf, item: SchemaNode, depth: number): Leaf[] {
  const collection: Collection = { member: leaf.name, schema: leaf.schema, item, key: item['x-key'] ?? [] };
  const listed = Array.isArray(leaf.near) ? (leaf.near as unknown[]).filter(isMembers) : [];
  const sample = sampleOf(operation, collection) ?? listed[0] ?? {};
  const made = itemsOf(operation, collection, INVENTED_GROUPS)?.items ?? listed;
  const other = made.find((each) => !isDeepStrictEqual(each, sample)) ?? sample;
  const isOfDirectory = standsForOne(item);
  return documentedIn(item).flatMap(([part, schema]) => {
    const child: Leaf = {
      name: `${leaf.name} ${part}`,
      schema,
      near: sample[part],
      put: (value) => leaf.put([{ ...sample, [part]: value }]),
      putBehind: (value) => leaf.put([sample, { ...other, [part]: value }]),
      ...(other !== sample &&
        !collection.key.includes(part) && { twins: leaf.put([sample, { ...other, [part]: sample[part] }]) }),
      inItem: true,
      ofDirectory: isOfDirectory(part),
    };
    return [child, ...below(operation, child, depth - 1)];
  });
}

/** A group as an object that stands for one: what the known states leave out has parts all the same. */
function groupOf(schema: SchemaNode): Members | undefined {
  const directory = directoryOf({ item: schema }, 'group');
  return directory && { ...directory.beside, [directory.name]: INVENTED_GROUPS[0] };
}

/** Tells which parts of an object say what object of the directory it stands for; none where it stands for none. */
function standsForOne(node: SchemaNode): (part: string) => boolean {
  const directory = directoryOf({ item: node }, 'group');
  return (part) => directory !== undefined && (part === directory.name || part in directory.beside);
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
