import { describe } from '../../contract/describe';
import { fromPointer } from '../../contract/pointer';
import type { Operation } from '../../contract/operation';
import { propertiesOf, type SchemaNode } from '../../contract/slice';
import type { Members } from '../../exchanges/body';
import type { View } from '../view';
import { applied, hasOthers, nothingElse, same } from './values';

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
  // What becomes of a value that only a sample has, nobody says.
  for (const { unsaid, pointer } of accepted.flatMap((write) => write.breaches))
    if (unsaid) unknown.add(fromPointer(pointer)[0] as string);
  const free = new Set<string>();
  for (const group of operation.recalculated) {
    if (group.some((name) => unknown.has(name))) for (const name of group) unknown.add(name);
    if (group.some((name) => name in sent)) for (const name of group) free.add(name);
  }
  const members = propertiesOf(operation.updateSchema);
  for (const member of operation.updatable) {
    if (unknown.has(member)) continue;
    const now = after[member];
    if (member in sent) {
      // A null may be stored, ignored or taken as a default: nothing is written of it.
      const value = sent[member];
      const schema = members[member] as SchemaNode;
      if (value === null) continue;
      // What was there already shows nothing when it is there still.
      const moved = !before || !applied(value, before[member], schema);
      if (moved || !applied(value, now, schema))
        yield judged('apply', member, applied(value, now, schema), value, now);
      if (!Array.isArray(value)) continue;
      const replaced = before !== undefined && hasOthers(value, before[member], schema);
      if (replaced || !nothingElse(value, now, schema))
        yield judged('replace', member, nothingElse(value, now, schema), value, now);
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
