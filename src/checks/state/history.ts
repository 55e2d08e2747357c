import { describe } from '../../contract/describe';
import type { Operation } from '../../contract/operation';
import { propertiesOf, resolve } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import type { View } from '../view';

/** What lies between two settled reads of a scenario. */
export interface Interval {
  /** The read before, absent at the start of a scenario. */
  before?: View;
  /** Updates and resets in order, each with its final answer. */
  writes: View[];
  /** The read after, the last one of its poll. */
  after: View;
}

/** A member that a read shows otherwise than it must. */
export interface Difference {
  /** Which promise is broken: values sent are stored; what was not sent stays; a collection is replaced; a refusal changes nothing. */
  kind: 'apply' | 'merge' | 'replace' | 'atomic';
  member: string;
  expected: string;
  actual: string;
}

/** Whether it may have changed the policy; one without an answer too, unless it was sent again. */
const isWrite = ({ intent, exchange }: View): boolean =>
  (intent === 'update' || intent === 'reset') && !exchange.context?.superseded;

/** Cuts the exchanges of a scenario at its settled reads. */
export function* intervals(views: readonly View[]): Iterable<Interval> {
  let before: View | undefined;
  let writes: View[] = [];
  for (const view of views) {
    if (isWrite(view)) writes.push(view);
    if (!view.final || view.intent !== 'read' || !view.exchange.context?.settled || !view.policy) continue;
    yield before ? { before, writes, after: view } : { writes, after: view };
    before = view;
    writes = [];
  }
}

/**
 * Compares a read with what the updates before it promise.
 * @param operation whose members they are
 * @param before the policy before them; absent: only what was sent is compared
 * @param writes the updates since; a reset or an update that should not have been accepted makes all unknown
 * @returns for each member that was compared, its name and, where it differs, the difference
 */
export function* compare(
  operation: Operation,
  before: Members | undefined,
  writes: readonly View[],
  after: Members,
): Iterable<{ kind: Difference['kind']; member: string; difference?: Difference }> {
  const accepted = writes.filter((write) => write.succeeded);
  // What a provider makes of a request that it should have refused, nobody has written down.
  if (accepted.some((write) => write.intent === 'reset' || !write.sound)) return;
  const sent: Members = Object.assign({}, ...accepted.map((write) => write.members)) as Members;
  const refused = writes.filter((write) => write.refused && !write.inPassing);
  // Whether a write was carried out that was answered with a server error or a throttle, nobody knows.
  const open = writes.filter((write) => !accepted.includes(write) && !refused.includes(write));
  if (open.some((write) => write.intent === 'reset')) return;
  const unknown = new Set(open.flatMap((write) => Object.keys(write.members)));
  // What becomes of a value of another type, though a sample of Microsoft's has it, nobody says.
  for (const { lenient, keyword, pointer } of accepted.flatMap((write) => write.breaches))
    if (lenient && keyword === 'type') unknown.add(pointer.slice(1));
  const { recalculable } = operation;
  if (recalculable.some((name) => unknown.has(name))) for (const name of recalculable) unknown.add(name);
  const free = new Set(recalculable.some((name) => name in sent) ? recalculable : []);
  const inTargets = membersOfTargets(operation);
  for (const member of operation.updatable) {
    if (unknown.has(member)) continue;
    const now = after[member];
    if (member in sent) {
      // A null may be stored, ignored or taken as a default: nothing is written of it.
      const value = sent[member];
      if (value === null) continue;
      // What was there already shows nothing when it is there still.
      const moved = !before || !applied(value, before[member], inTargets);
      if (moved || !applied(value, now, inTargets))
        yield judged('apply', member, applied(value, now, inTargets), value, now);
      if (!Array.isArray(value)) continue;
      const replaced = before !== undefined && hasOthers(value, before[member]);
      if (replaced || !nothingElse(value, now, inTargets))
        yield judged('replace', member, nothingElse(value, now, inTargets), value, now);
    } else if (before && member in before && !free.has(member)) {
      yield judged(
        refused.length > 0 ? 'atomic' : 'merge',
        member,
        same(before[member], now),
        before[member],
        now,
      );
    }
  }
}

/**
 * Whether a read shows what the writes before it promise, so that a poll can end.
 * @param views the scenario so far, without the read
 */
export function showsWritten(views: readonly View[], read: View): boolean {
  if (!read.policy) return false;
  const now = read.policy;
  let before: View | undefined;
  let afterReset: View | undefined;
  let writes: View[] = [];
  for (const view of views) {
    if (isWrite(view)) writes.push(view);
    if (!view.final || view.intent !== 'read' || !view.exchange.context?.settled || !view.policy) continue;
    if (writes.at(-1)?.intent === 'reset') afterReset = view;
    before = view;
    writes = [];
  }
  const equals = (other: View): boolean =>
    read.operation.updatable.every((member) => same(other.policy?.[member], now[member]));
  if (writes.at(-1)?.intent === 'reset' && writes.at(-1)?.succeeded) {
    // The first reset ends nobody knows where, but elsewhere; later ones end where it did.
    return afterReset ? equals(afterReset) : !before || !equals(before);
  }
  return [...compare(read.operation, before?.policy, writes, now)].every(
    ({ difference }) => difference === undefined,
  );
}

function judged(kind: Difference['kind'], member: string, fits: boolean, expected: unknown, actual: unknown) {
  return fits
    ? { kind, member }
    : { kind, member, difference: { kind, member, expected: describe(expected), actual: describe(actual) } };
}

/** Whether a read shows what was sent; of a collection, whether every target of it is there. */
function applied(sent: unknown, now: unknown, inTargets: ReadonlySet<string>): boolean {
  if (!Array.isArray(sent)) return shows(sent, now);
  return (
    Array.isArray(now) &&
    sent.every((target) => withIdOf(target, now).some((stored) => matches(target, stored, inTargets)))
  );
}

/** Whether a collection holds no target beside those that were sent. */
function nothingElse(sent: readonly unknown[], now: unknown, inTargets: ReadonlySet<string>): boolean {
  return (
    Array.isArray(now) &&
    now.every((stored) => withIdOf(stored, sent).some((target) => matches(target, stored, inTargets)))
  );
}

/**
 * Whether a value is the one that was sent. Text is compared without letter case, as Graph does with ids and
 * enumeration members; of an object each member that was sent, and of a list of texts all, in any order.
 */
function shows(sent: unknown, now: unknown): boolean {
  if (typeof sent === 'string' && typeof now === 'string') return sameText(sent, now);
  if (Array.isArray(sent))
    return (
      Array.isArray(now) &&
      sent.every((value) => now.some((stored) => shows(value, stored))) &&
      now.every((stored) => sent.some((value) => shows(value, stored)))
    );
  if (!isMembers(sent)) return sent === now;
  return (
    isMembers(now) &&
    Object.entries(sent).every(
      // Nothing is written of null.
      ([name, value]) => value === null || name.includes('@') || shows(value, now[name]),
    )
  );
}

/** Whether a collection holds a target that was not sent, told by its id: only then can replacing it be seen. */
function hasOthers(sent: readonly unknown[], now: unknown): boolean {
  const ids = new Set(sent.map(idOf));
  return Array.isArray(now) && now.some((stored) => !ids.has(idOf(stored)));
}

/** By collection and by id, so that long ones are not compared each with each. */
const byId = new WeakMap<readonly unknown[], Map<unknown, unknown[]>>();
/** The targets of a collection that have the id of another target. */
function withIdOf(target: unknown, collection: readonly unknown[]): readonly unknown[] {
  let ids = byId.get(collection);
  if (!ids) {
    byId.set(collection, (ids = new Map<unknown, unknown[]>()));
    for (const each of collection) ids.set(idOf(each), [...(ids.get(idOf(each)) ?? []), each]);
  }
  return ids.get(idOf(target)) ?? [];
}

const idOf = (target: unknown): unknown =>
  isMembers(target) && typeof target['id'] === 'string' ? target['id'].toLowerCase() : target;

/** Whether a stored target is the one that was sent: each declared member that was sent has its value. */
function matches(sent: unknown, stored: unknown, inTargets: ReadonlySet<string>): boolean {
  if (!isMembers(sent) || !isMembers(stored)) return sent === stored;
  return Object.entries(sent)
    .filter(([name]) => inTargets.has(name))
    .every(([name, value]) => shows(value, stored[name]));
}

const namesInTargets = new WeakMap<Operation, ReadonlySet<string>>();
/** The members that targets of any collection have. */
function membersOfTargets(operation: Operation): ReadonlySet<string> {
  let names = namesInTargets.get(operation);
  if (!names) {
    const collections = Object.values(propertiesOf(operation.updateSchema));
    names = new Set(
      collections.flatMap(({ items }) => Object.keys((items && resolve(items).properties) ?? {})),
    );
    namesInTargets.set(operation, names);
  }
  return names;
}

/** Ids and enumeration members are compared without letter case, as Graph does. */
const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether a member is the same in two reads; the order of targets, and of lists in a member, is put aside. */
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
