import { describe } from '../../contract/describe';
import { fromPointer } from '../../contract/pointer';
import type { Operation } from '../../contract/operation';
import { propertiesOf, type SchemaNode } from '../../contract/slice';
import type { Members } from '../../exchanges/body';
import type { View } from '../view';
import { isWrite, Ledger } from './ledger';
import { applied, hasOthers, nothingElse, same } from './values';

/** What lies between two settled reads of a scenario. */
export interface Interval {
  /** The read before, absent at the start of a scenario. */
  before?: View;
  /** What had been written and accepted by then. */
  known: Ledger;
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
  /** True where the read before tells alone, and nothing that was written does. */
  needsRepeat: boolean;
}

/** A member that was compared, and the difference where there is one. */
export interface Comparison {
  kind: Difference['kind'];
  member: string;
  difference?: Difference;
}

/** Whether a read ended its poll and shows the policy. Where one in another form than the plain one does not show it, a plain one is behind it. */
export const isSettled = (view: View): boolean => endsPoll(view) && !isOtherwise(view);

const endsPoll = (view: View): boolean =>
  view.final &&
  view.intent === 'read' &&
  view.exchange.context?.settled !== undefined &&
  view.policy !== undefined;

/** Whether a read is in another form than the plain one, and does not show what was written. */
export const isOtherwise = (view: View): boolean => endsPoll(view) && hasPlainBehind(view);

/** Whether a read in a form ended its poll without what was written, whatever it was answered with: a plain one is behind it. */
export const hasPlainBehind = ({ exchange: { context } }: View): boolean =>
  context?.settled?.satisfied === false && (context.contexts ?? []).length > 0;

const cut = new WeakMap<readonly View[], { of: number; intervals: readonly Interval[] }>();
/** Cuts the exchanges of a scenario at its settled reads. */
export function intervals(views: readonly View[]): readonly Interval[] {
  let known = cut.get(views);
  // Several checks ask for them, all of them of a scenario that has ended.
  if (known?.of !== views.length)
    cut.set(views, (known = { of: views.length, intervals: [...cutUp(views)] }));
  return known.intervals;
}

function* cutUp(views: readonly View[]): Iterable<Interval> {
  let before: View | undefined;
  let known: Ledger | undefined;
  let ledger: Ledger | undefined;
  let writes: View[] = [];
  for (const view of views) {
    ledger ??= new Ledger(view.operation);
    if (isWrite(view)) writes.push(view);
    ledger.take(view);
    if (!isSettled(view)) continue;
    known ??= new Ledger(view.operation);
    yield before ? { before, known, writes, after: view } : { known, writes, after: view };
    before = view;
    writes = [];
    ledger.adopt(view.policy ?? {});
    known = ledger.copy();
  }
}

/**
 * Compares a read with what the updates before it promise.
 * @param operation whose members they are
 * @param before the policy before them; absent: only what was sent is compared
 * @param writes the updates since; an update that should not have been accepted makes all unknown, a reset what was before it
 * @param known what had been written before them, where it is known
 * @returns for each member that was compared, its name and, where it differs, the difference
 */
export function* compare(
  operation: Operation,
  before: Members | undefined,
  writes: readonly View[],
  after: Members,
  known?: Ledger,
): Iterable<Comparison> {
  const reset = writes.findLastIndex(({ intent, succeeded }) => intent === 'reset' && succeeded);
  // Where a revert ends nobody says; what is sent behind it is stored all the same.
  if (reset >= 0 && operation.reset?.effect === 'reverts') {
    yield* compare(operation, undefined, writes.slice(reset + 1), after);
    return;
  }
  const accepted = writes.filter((write) => write.succeeded);
  // The result of a request that should have been refused is not documented.
  if (accepted.some((write) => write.intent === 'reset' || !write.sound)) return;
  const sent: Members = Object.assign({}, ...accepted.map((write) => write.members)) as Members;
  const refused = writes.filter((write) => write.refused && !write.inPassing);
  // A write with a server error or a throttle as its answer may have been carried out or not.
  const open = writes.filter((write) => !accepted.includes(write) && !refused.includes(write));
  if (open.some((write) => write.intent === 'reset')) return;
  const unknown = new Set(open.flatMap((write) => Object.keys(write.members)));
  // No page says what becomes of a value that only a sample has.
  for (const { unsaid, pointer } of accepted.flatMap((write) => write.breaches))
    if (unsaid) unknown.add(fromPointer(pointer)[0] as string);
  const free = new Set<string>();
  for (const group of operation.recalculated) {
    if (group.some((name) => unknown.has(name))) for (const name of group) unknown.add(name);
    if (group.some((name) => name in sent)) for (const name of group) free.add(name);
    // What one update set may be recalculated for another member that the next one sets.
    for (const name of group) if (isRecalculatedBehind(accepted, name, group)) unknown.add(name);
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
      const fits = applied(value, now, schema);
      if (!fits && isOfRefused(writes, member, now, schema)) {
        yield judged('atomic', member, false, value, now);
        continue;
      }
      // A value that was there before the write proves nothing.
      const moved = !before || !applied(value, before[member], schema);
      if (moved || !fits) yield judged('apply', member, fits, value, now);
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
        known?.forbids(member, now) !== true,
      );
    }
  }
}

/** Whether behind the last update that sets a member there is one that sets others of its group, and not the member. */
function isRecalculatedBehind(accepted: readonly View[], name: string, group: readonly string[]): boolean {
  const last = accepted.findLastIndex(({ members }) => name in members);
  if (last < 0) return false;
  return accepted.slice(last + 1).some(({ members }) => group.some((other) => other in members));
}

/** Whether what a member shows is what an update set it to that was refused behind the last one that was not. */
function isOfRefused(writes: readonly View[], member: string, now: unknown, schema: SchemaNode): boolean {
  const last = writes.findLastIndex((write) => write.succeeded && member in write.members);
  return writes
    .slice(last + 1)
    .some((write) => write.refused && member in write.members && applied(write.members[member], now, schema));
}

const comparedOnes = new WeakMap<Interval, readonly Comparison[]>();
/** The comparison of the read that ends an interval with what the writes in it promise. */
export function compared(interval: Interval): readonly Comparison[] {
  let known = comparedOnes.get(interval);
  if (!known) {
    const { before, writes, after, known: ledger } = interval;
    known = [...compare(after.operation, before?.policy, writes, after.policy ?? {}, ledger)];
    comparedOnes.set(interval, known);
  }
  return known;
}

/** What a read comes after: the last settled read, the last one of these behind a reset, and the writes since. */
interface Since {
  before?: View;
  afterReset?: View;
  writes: View[];
}

function since(views: readonly View[]): Since {
  const found: Since = { writes: [] };
  for (const view of views) {
    if (isWrite(view)) found.writes.push(view);
    if (!isSettled(view)) continue;
    if (found.writes.at(-1)?.intent === 'reset') found.afterReset = view;
    found.before = view;
    found.writes = [];
  }
  return found;
}

const alike = (one: View, other: View): boolean =>
  one.operation.updatable.every((member) => same(one.policy?.[member], other.policy?.[member]));

/**
 * What a read does not show of what the writes before it promise; a poll can end where that is nothing.
 * @param views the scenario so far, without the read
 * @param end a read that showed where a reset ends, in another scenario
 * @returns the members that differ, and `reset` where it does not show one
 */
export function notShown(views: readonly View[], read: View, end?: View): string[] {
  const { before, afterReset, writes } = since(views);
  if (writes.at(-1)?.intent === 'reset' && writes.at(-1)?.succeeded) {
    const effect = read.operation.reset?.effect;
    if (effect === 'unsaid') return [];
    if (effect === 'removes') return read.status === 404 ? [] : ['reset'];
    // The first reset ends nobody knows where, but elsewhere; later ones end where it did.
    if (afterReset) return alike(afterReset, read) ? [] : ['reset'];
    const shown = !before || !alike(before, read) || (end !== undefined && alike(end, read));
    return shown ? [] : ['reset'];
  }
  return [...compare(read.operation, before?.policy, writes, read.policy ?? {})].flatMap(
    ({ member, difference }) => (difference ? [member] : []),
  );
}

/**
 * Whether a read shows where resets end, and not only an old policy: it is where one ended before, and the policy was
 * seen to be another in between.
 * @param views the scenario so far, without the read, which shows what they promise
 */
export function showsEnd(views: readonly View[], read: View): boolean {
  const { before, afterReset, writes } = since(views);
  return (
    writes.at(-1)?.intent === 'reset' &&
    writes.at(-1)?.succeeded === true &&
    read.operation.reset?.effect === 'reverts' &&
    afterReset?.exchange.context?.settled?.satisfied === true &&
    before !== undefined &&
    alike(afterReset, read) &&
    !alike(before, read)
  );
}

function judged(
  kind: Difference['kind'],
  member: string,
  fits: boolean,
  expected: unknown,
  actual: unknown,
  needsRepeat = false,
): Comparison {
  if (fits) return { kind, member };
  const difference = {
    kind,
    member,
    expected: describe(expected),
    actual: describe(actual),
    needsRepeat,
  };
  return { kind, member, difference };
}
