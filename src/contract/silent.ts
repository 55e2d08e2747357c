import { propertiesOf, resolve, type SchemaNode } from './slice';

/** A member of an update, or a part of the items of a collection, of which no page says that an update may set it. */
export type SilentPlace = readonly [member: string, part?: string];

type Members = Readonly<Record<string, unknown>>;

/** The places of a schema that are marked `x-silent`. */
export const silentPlacesOf = (schema: SchemaNode): readonly SilentPlace[] =>
  Object.entries(propertiesOf(schema)).flatMap(([member, property]): SilentPlace[] =>
    property['x-silent']
      ? [[member]]
      : Object.entries(propertiesOf(resolve(property.items ?? {})))
          .filter(([, part]) => part['x-silent'])
          .map(([part]) => [member, part]),
  );

/** Whether an update sets one of them. */
export const setsAny = (places: readonly SilentPlace[], members: Members): boolean =>
  places.some(([member, part]) => {
    const value = members[member];
    if (part === undefined) return value !== undefined;
    return Array.isArray(value) && value.some((item) => isMembers(item) && part in item);
  });

/** An update without them. */
export function withoutThem(places: readonly SilentPlace[], members: Members): Record<string, unknown> {
  const kept = { ...members };
  for (const [member, part] of places) {
    const value = kept[member];
    if (part === undefined) delete kept[member];
    else if (Array.isArray(value))
      kept[member] = value.map((item: unknown) =>
        isMembers(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => name !== part)) : item,
      );
  }
  return kept;
}

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;
