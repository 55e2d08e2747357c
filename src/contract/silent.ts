import { propertiesOf, resolve, type SchemaNode } from './slice';

/**
 * The way to a member of an update of which no page says that an update may set it: the names of members from the body
 * on. The items of a list have no name of their own, so that a way leads through all of them.
 */
export type SilentPlace = readonly string[];

type Members = Readonly<Record<string, unknown>>;

/** The places of a schema that are marked `x-silent`, however deep they are. */
export const silentPlacesOf = (schema: SchemaNode): readonly SilentPlace[] => placesIn(schema, []);

/** @param within the schemas that lead here: one that refers to itself is gone into once */
function placesIn(node: SchemaNode, within: readonly SchemaNode[]): SilentPlace[] {
  const schema = resolve(node);
  if (within.includes(schema)) return [];
  const here = [...within, schema];
  if (schema.items) return placesIn(schema.items, here);
  return Object.entries(propertiesOf(schema)).flatMap(([member, property]): SilentPlace[] =>
    property['x-silent']
      ? [[member]]
      : placesIn(property, here).map((place): SilentPlace => [member, ...place]),
  );
}

/** Whether an update sets one of them. */
export const setsAny = (places: readonly SilentPlace[], members: Members): boolean =>
  places.some((place) => sets(members, place));

function sets(value: unknown, place: SilentPlace): boolean {
  const [name, ...rest] = place;
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((item) => sets(item, place));
  return isMembers(value) && sets(value[name], rest);
}

/** An update without them. */
export const withoutThem = (places: readonly SilentPlace[], members: Members): Record<string, unknown> =>
  places.reduce<unknown>(without, members) as Record<string, unknown>;

function without(value: unknown, place: SilentPlace): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => without(item, place));
  if (!isMembers(value)) return value;
  const [name, ...rest] = place;
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, each]) => {
      if (member !== name) return [[member, each]];
      return rest.length === 0 ? [] : [[member, without(each, rest)]];
    }),
  );
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;
