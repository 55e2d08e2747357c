import { propertiesOf, resolve, type SchemaNode } from './slice';

/** The value that stands after the values that a reader may not know; what follows it, clients ask for by a header. */
export const SENTINEL = 'unknownFutureValue';

/** A collection of an update: what its items are, and by what they are told apart. */
export interface Collection {
  member: string;
  schema: SchemaNode;
  item: SchemaNode;
  /** The members of an item that tell it from another; none: its whole value does. */
  key: readonly string[];
}

/** The collections of objects that a schema declares, in its order. */
export const collectionsOf = (schema: SchemaNode): Collection[] =>
  Object.entries(propertiesOf(schema)).flatMap(([member, property]): Collection[] => {
    const collection = resolve(property);
    const item = collection.items && resolve(collection.items);
    return item?.properties ? [{ member, schema: collection, item, key: item['x-key'] ?? [] }] : [];
  });
