import type { Collection } from '../contract/collections';
import type { Operation } from '../contract/operation';
import { isMembers } from '../exchanges/body';
import { propertiesOf, resolve, type SchemaNode } from '../contract/slice';
import { choices } from './choices';

type Members = Readonly<Record<string, unknown>>;

/**
 * An item of a collection that needs nothing that would have to exist: one that the slice has as an example, or one of
 * the known states; undefined where there is none.
 */
export const sampleOf = (operation: Operation, { member, item }: Collection): Members | undefined =>
  (item.examples?.[0] ??
    [...listed(operation.examples.A[member]), ...listed(operation.examples.B[member])][0]) as
    Members | undefined;

/** The member of an item that has the id of an object of the directory, with what stands beside it for such an object. */
export function directoryOf(
  { item }: Pick<Collection, 'item'>,
  kind: 'group' | 'user',
): { name: string; beside: Members } | undefined {
  for (const [name, part] of Object.entries(propertiesOf(item))) {
    const beside = resolve(part)['x-directory']?.[kind];
    if (beside) return { name, beside };
  }
  return undefined;
}

/**
 * Items of a collection that differ from each other.
 * @param ids of groups, for items that stand for one
 * @returns with whether a provider may refuse them, because it may not know the groups; undefined where fewer than
 *   two can be made
 */
export function itemsOf(
  operation: Operation,
  collection: Collection,
  ids: readonly string[],
): { items: readonly Members[]; needGroups: boolean } | undefined {
  const directory = directoryOf(collection, 'group');
  if (directory) {
    const sample = { ...sampleOf(operation, collection), ...flagsOf(operation, collection) };
    const items = ids.map((id, at) => ({
      ...turned(collection, sample, at, directory.beside),
      ...directory.beside,
      [directory.name]: id,
    }));
    return { items, needGroups: true };
  }
  const { member, item, key } = collection;
  const known = [
    ...(item.examples ?? []),
    ...listed(operation.examples.A[member]),
    ...listed(operation.examples.B[member]),
  ] as Members[];
  // Two with the same key would stand for one, at two different times.
  const identity = (each: Members) => JSON.stringify(key.length > 0 ? key.map((name) => each[name]) : each);
  const items = [...new Map(known.map((each) => [identity(each), each])).values()];
  return items.length < 2 ? undefined : { items, needGroups: false };
}

/** Users that nobody has: an item for one need not be taken, and what is taken has to show. */
const INVENTED_USERS = ['7d3a1b52-4c8e-4f60-9a17-2e5c8d0b6f31', '7d3a1b52-4c8e-4f60-9a17-2e5c8d0b6f32'];

/**
 * Items of which the second stands for a user: undefined where no page says that one may.
 * @param at which of two users that is
 */
export function withUser(
  collection: Pick<Collection, 'item'>,
  items: readonly Members[],
  at: 0 | 1,
): Members[] | undefined {
  const directory = directoryOf(collection, 'user');
  if (!directory) return undefined;
  const user = { ...directory.beside, [directory.name]: INVENTED_USERS[at] };
  return items.map((item, place) => (place === 1 ? { ...item, ...user } : item));
}

/** What is documented of the parts with a few values that the first item of state A has. */
function flagsOf({ examples }: Operation, { member, item }: Collection): Members {
  const [first] = listed(examples.A[member]);
  return Object.fromEntries(
    Object.entries(isMembers(first) ? first : {}).filter(([name]) => valuesOf(item, name).length > 1),
  );
}

const valuesOf = (item: SchemaNode, name: string): unknown[] => {
  const part = resolve(propertiesOf(item)[name] ?? {});
  return part['x-silent'] ? [] : choices(part);
};

/**
 * An item whose parts with a few values have each another one, so that items differ in them too: the first part in each
 * item, the second in each other one, and so on, so that no two parts go with each other.
 */
function turned({ item }: Collection, sample: Members, places: number, directory: Members): Members {
  let step = 1;
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => {
      const values = valuesOf(item, name);
      if (values.length < 2 || name in directory) return [name, value];
      const turns = Math.floor(places / step);
      step *= 2;
      return [name, values[(values.indexOf(value) + turns) % values.length]];
    }),
  );
}

/** The collections of an operation that can be filled, those that a state has something in apart from those that are empty. */
export function fillable(
  operation: Operation,
  ids: readonly string[],
): { filled: readonly Fillable[]; empty: readonly Fillable[] } {
  const all = operation.collections.flatMap((collection): Fillable[] => {
    const made = collection.member in operation.examples.A && itemsOf(operation, collection, ids);
    return made ? [{ collection, ...made }] : [];
  });
  const isFilled = ({ collection: { member } }: Fillable): boolean =>
    listed(operation.examples.A[member]).length > 0;
  return { filled: all.filter(isFilled), empty: all.filter((each) => !isFilled(each)) };
}

/** What a user can do where a provider refuses the items of collections. */
export const hintOf = (collections: readonly Fillable[]): { hint?: string } =>
  collections.some(({ needGroups }) => needGroups)
    ? { hint: 'the provider may accept only groups that it knows: name three with --group' }
    : {};

export interface Fillable {
  collection: Collection;
  items: readonly Members[];
  /** Whether a provider that does not know the groups may refuse them. */
  needGroups: boolean;
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value that a schema's member has for ever; undefined where it has none. */
export const constantOf = (schema: SchemaNode, member: string | undefined): unknown =>
  member === undefined ? undefined : propertiesOf(schema)[member]?.const;

/** The key in the body of an update, as it is; nothing where a body has none, or any. */
export function keyIn({ resource: { keyMember = 'id' }, updateSchema }: Operation): Members {
  const key = constantOf(updateSchema, keyMember);
  return key === undefined ? {} : { [keyMember]: key };
}

/** The members of a state that no page says an update may set, where there are any. */
export function silentIn({ examples, states }: Operation, state: 'A' | 'B'): Record<string, unknown>[] {
  const members = Object.entries(examples[state]).filter(([name]) => !(name in states[state]));
  return members.length === 0 ? [] : [Object.fromEntries(members)];
}
