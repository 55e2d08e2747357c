/** How the value of a member is compared: with what was sent, and with what another read showed. */
import { isMembers, type Members } from '../../exchanges/body';
import { sortedFlags } from '../../contract/flags';
import { propertiesOf, resolve, type SchemaNode } from '../../contract/slice';

/** Whether a read shows what was sent; of a collection, whether every item of it is there. */
export function applied(sent: unknown, now: unknown, schema: SchemaNode): boolean {
  if (!Array.isArray(sent)) return shows(sent, now, schema);
  const item = itemOf(schema);
  return Array.isArray(now) && sent.every((each) => isAmong(now, each, item, shows));
}

/** Whether a collection holds no item beside those that were sent. */
export function nothingElse(sent: readonly unknown[], now: unknown, schema: SchemaNode): boolean {
  const item = itemOf(schema);
  return (
    Array.isArray(now) &&
    now.every((stored) => isAmong(sent, stored, item, (one, other, node) => shows(other, one, node)))
  );
}

/** Whether a collection holds an item that was not sent, told by what tells items apart: only then can replacing it be seen. */
export function hasOthers(sent: readonly unknown[], now: unknown, schema: SchemaNode): boolean {
  const item = itemOf(schema);
  return (
    Array.isArray(now) &&
    now.some(
      (stored) =>
        !isAmong(sent, stored, item, (one, other, node) => isKeyed(one, node) || shows(other, one, node)),
    )
  );
}

/** The schema of the items of a collection. */
function itemOf(schema: SchemaNode): SchemaNode {
  return resolve(resolve(schema).items ?? {});
}

/** Whether a collection has an item that is alike. Only those with the same key can be, where the type has one. */
function isAmong(
  collection: readonly unknown[],
  item: unknown,
  node: SchemaNode,
  alike: (one: unknown, other: unknown, node: SchemaNode) => boolean,
): boolean {
  const key = keyOf(item, node);
  // What has no key of its own is told apart by its whole value.
  const candidates = key === undefined ? collection : (byKey(collection, node).get(key) ?? []);
  return candidates.some((each) => alike(item, each, node));
}

const keyed = new WeakMap<readonly unknown[], Map<string, unknown[]>>();
/** The items of a collection by their keys, so that long ones are not compared each with each. */
function byKey(collection: readonly unknown[], node: SchemaNode): Map<string, unknown[]> {
  let keys = keyed.get(collection);
  if (!keys) {
    keyed.set(collection, (keys = new Map<string, unknown[]>()));
    for (const each of collection) {
      const key = keyOf(each, node);
      if (key === undefined) continue;
      const same = keys.get(key);
      if (same) same.push(each);
      else keys.set(key, [each]);
    }
  }
  return keys;
}

const isKeyed = (item: unknown, node: SchemaNode): boolean => keyOf(item, node) !== undefined;

/** What tells an item from others of its type; undefined where the type has no key, or the item lacks it. */
function keyOf(item: unknown, node: SchemaNode): string | undefined {
  const names = node['x-key'];
  if (!names || names.length === 0 || !isMembers(item)) return undefined;
  const values = names.map((name) => item[name]);
  if (values.some((value) => value === undefined || value === null)) return undefined;
  return JSON.stringify(
    values.map((value, at) =>
      typeof value === 'string' ? foldedText(value, propertiesOf(node)[names[at] as string] ?? {}) : value,
    ),
  );
}

/**
 * A text for comparison: Graph compares ids and enumeration members without letter case, and other texts with it; flags
 * have no order.
 */
function foldedText(text: string, schema: SchemaNode): string {
  const node = resolve(schema);
  const folded = node['x-letter-case'] === 'kept' ? text : text.toLowerCase();
  return node['x-flags'] ? sortedFlags(folded) : folded;
}

/**
 * Whether a value is the one that was sent: of an object each member that was sent, and of a list all items, in any
 * order. Text is compared without letter case, except where the slice says that it is kept.
 */
function shows(sent: unknown, now: unknown, schema: SchemaNode): boolean {
  const node = resolve(schema);
  if (typeof sent === 'string' && typeof now === 'string')
    return foldedText(sent, node) === foldedText(now, node);
  if (Array.isArray(sent)) {
    const items = node.items ?? {};
    return (
      Array.isArray(now) &&
      sent.every((value) => now.some((stored) => shows(value, stored, items))) &&
      now.every((stored) => sent.some((value) => shows(value, stored, items)))
    );
  }
  if (!isMembers(sent)) return sent === now;
  return isMembers(now) && showsMembers(sent, now, node);
}

function showsMembers(sent: Members, now: Members, node: SchemaNode): boolean {
  const declared = node.properties;
  return Object.entries(sent).every(
    ([name, value]) =>
      // Nothing is written of null, nor of what is declared nowhere.
      value === null ||
      name.includes('@') ||
      (declared && !Object.hasOwn(declared, name)) ||
      shows(value, now[name], declared?.[name] ?? {}),
  );
}

/** Whether a member is the same in two reads; the order of items, and of lists in a member, is put aside. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

const canonicalOf = new WeakMap<object, string>();
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return sortedJson(value);
  let text = canonicalOf.get(value);
  if (text === undefined) {
    text = sortedJson(value);
    canonicalOf.set(value, text);
  }
  return text;
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(sortedJson).sort());
  if (!isMembers(value)) return JSON.stringify(value) ?? 'undefined';
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, each]) => [name, sortedJson(each)]),
    ),
  );
}
