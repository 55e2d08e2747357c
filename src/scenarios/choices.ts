import { SENTINEL } from '../contract/collections';
import { typesOf, type SchemaNode } from '../contract/slice';

/**
 * The values of an enumeration or a boolean, and those that are known of an open one. The sentinel of an evolvable
 * enumeration is none that clients send, and those behind it are only for clients that ask for them.
 */
export function choices(schema: SchemaNode): unknown[] {
  if (typesOf(schema).includes('boolean')) return [true, false];
  const listed = schema.enum ?? schema['x-known'] ?? [];
  const sentinel = listed.indexOf(SENTINEL);
  return (sentinel < 0 ? listed : listed.slice(0, sentinel)).filter((value) => value !== null);
}
