import { breachesIn, settle, type Breaks } from '../../checks/judgement';
import type { Check } from '../../checks/check';
import type { View } from '../../checks/view';
import { setsKnownState, type Sent } from './sent';
import { writesWhatCame } from './values';

/** Exchanges that show a breach, and the breach as they show it. */
export interface Sequence {
  views: readonly View[];
  breach: Breaks;
  /** Whether the connection is held open behind the first request, until bytes have come or could have. */
  held?: true;
}

/**
 * The exchanges of a run that show a breach, from a known state on: as few as the check still finds it in. What a check
 * of one exchange finds may depend on what is stored, which the writes before it decide.
 * @returns in the order in which they were sent; none where the breach names nothing that was sent
 */
export function sequenceOf(sent: Sent, check: Check, breach: Breaks): Sequence {
  const named = placesOf(sent, breach);
  const [first, last] = [named[0], named.at(-1)];
  if (first === undefined || last === undefined) return { views: [], breach };
  if (isBytesBehind(breach) && named.length === 2)
    return { views: named.map((place) => sent.at(place)), breach, held: true };
  if (sent.at(last).intent === 'http') return { views: ofHttp(sent, check, named), breach };
  const whole = wholeScenario(sent, first, last);
  if (whole.some(({ exchange }) => exchange.wire?.watched?.until === 'hold'))
    return { views: whole, breach, held: true };
  const found =
    check.scope === 'exchange'
      ? { views: ofOneAnswer(sent, check, { named, breach }, whole), breach }
      : ofSeveral(sent, check, { named, breach });
  return { ...found, views: withWhatIsSentBack(sent, found.views) };
}

/**
 * What shows how HTTP is kept depends on nothing that is stored: the request alone, or the whole of its scenario, in which
 * the answer is held against those before and behind it.
 */
function ofHttp(sent: Sent, check: Check, named: readonly number[]): readonly View[] {
  const last = named.at(-1) as number;
  if (check.scope === 'exchange') return named.map((place) => sent.at(place));
  return ofScenario(sent, sent.between(Math.max(0, last - REACH), last + REACH), last).filter(
    ({ exchange }) => !exchange.context?.superseded,
  );
}

/** Bytes behind an answer that were seen before the next one on its connection. */
const isBytesBehind = ({ expected }: Breaks): boolean => expected === 'no byte';

/** What shows a breach of several exchanges, of which it may name a part: the read that shows it may come behind. */
function ofSeveral(sent: Sent, check: Check, { named: told, breach }: Named): Sequence {
  const [first = 0, last = 0] = [told[0], told.at(-1)];
  const named = [...new Set([...told, ...writtenBeside(sent, last)])].sort((one, other) => one - other);
  let views: readonly View[] = [];
  for (const end of endsOf(sent, last)) {
    const whole = wholeScenario(sent, first, end);
    const all = end === last ? named : [...named, end];
    for (const start of startsOf(sent, first, last)) {
      for (const some of candidatesFrom(sent, start, { named: all, breach }, whole)) {
        for (const candidate of [withWhatWasStored(sent, some, breach), some]) {
          views = candidate;
          const shown = shownIn(candidate, check, breach);
          if (shown) return { views: candidate, breach: shown };
        }
      }
    }
  }
  return { views, breach };
}

/** The places of requests that are no writes to the policy, and were answered by a success: a read shows what they did all the same. */
const writtenBeside = (sent: Sent, last: number): number[] =>
  sent
    .between(sent.beginOf(last), last)
    .filter((view) => isBeside(view) && view.succeeded)
    .map((view) => placeOf(sent, view));

const isBeside = ({ intent }: View): boolean =>
  intent !== 'read' && intent !== 'update' && intent !== 'reset';

/** What shows that a member is wrong begins with the write that made it what it was before. */
function withWhatWasStored(
  sent: Sent,
  views: readonly View[],
  { pointer, exchanges }: Breaks,
): readonly View[] {
  const member = /^\/([^/~]+)/.exec(pointer ?? '')?.[1];
  const read = exchanges.flatMap((id) => sent.placeOf(id) ?? []).at(-1);
  if (member === undefined || read === undefined) return views;
  const stored = sent.storedBy(member, sent.beginOf(read));
  return stored === undefined
    ? views
    : inOrder(sent, [...views.map((view) => placeOf(sent, view)), stored], []);
}

/** A breach, and the places of the exchanges that it names, or that show it. */
interface Named {
  named: readonly number[];
  breach: Breaks;
}

/** Where a sequence may end: with what a breach names, or with one of the reads behind it in its scenario. */
function endsOf(sent: Sent, last: number): number[] {
  const isRead = (view: View): boolean =>
    view.intent === 'read' && view.exchange.context?.settled !== undefined;
  const reads = ofScenario(sent, sent.between(last + 1, last + REACH), last).filter(isRead);
  return [last, ...reads.slice(0, READS_BEHIND).map((view) => placeOf(sent, view))];
}

/** How many of the reads behind it are tried. */
const READS_BEHIND = 2;

/** A read that an update sends back is a part of what shows something of that update. */
function withWhatIsSentBack(sent: Sent, views: readonly View[]): readonly View[] {
  const reads = views.flatMap((view) => sent.sentBackBy(view) ?? []);
  return reads.length === 0
    ? views
    : inOrder(
        sent,
        views.map((view) => placeOf(sent, view)),
        reads,
      );
}

/** What shows a breach of one answer: of an update mostly the request alone, from a known state. */
function ofOneAnswer(sent: Sent, check: Check, { named, breach }: Named, whole: readonly View[]): View[] {
  const [first = 0, last = 0] = [named[0], named.at(-1)];
  const count = writesBefore(sent, check, sent.at(last), breach);
  // An update that sets a known state itself may be answered by what was stored before it.
  const known = sent.knownAt(count === 0 ? first : first - 1);
  const kept =
    count === 0
      ? []
      : between(sent, whole, known ?? -1, last)
          .filter(changes)
          .slice(-count);
  return inOrder(sent, [...(known === undefined ? [] : [known]), ...named], kept);
}

/** Ever more of what lies between a known state and the last exchange that a breach names. */
function* candidatesFrom(
  sent: Sent,
  start: readonly number[],
  { named, breach }: Named,
  whole: readonly View[],
): Iterable<View[]> {
  const before = between(sent, whole, start.at(-1) ?? -1, named.at(-1) as number);
  const read = before.findLast(
    (view) => view.intent === 'read' && placeOf(sent, view) < (named[0] as number),
  );
  // A read on the way shows what the write before it left.
  const writeBefore = (at: number): View[] => {
    const write = before.findLast((view) => changes(view) && placeOf(sent, view) < at);
    if (write?.intent !== 'reset') return write ? [write] : [];
    // What a revert leads to may depend on what it reverts, and on the last change before it.
    const earlier = before.filter((view) => placeOf(sent, view) < placeOf(sent, write));
    const reverted = earlier.findLast(setsKnownState);
    const changed = earlier.findLast((view) => view.intent === 'update' && changes(view));
    return [...(reverted ? [reverted] : []), ...(changed ? [changed] : []), write];
  };
  // Where a breach names reads alone, the update that sent what came is one that left it there.
  const isOfReads = named.every((at) => sent.at(at).intent === 'read');
  const source = isOfReads ? before.findLast((view) => writesWhatCame(view, breach)) : undefined;
  const made = [
    ...named.filter((at) => sent.at(at).intent === 'read').flatMap(writeBefore),
    ...(source ? [source] : []),
  ];
  const isTold = (view: View): boolean =>
    view.intent === 'read' || writesWhatCame(view, breach) || (isBeside(view) && view.succeeded);
  const told = named.filter((at) => isTold(sent.at(at)));
  const readBefore = read ? [read, ...writeBefore(placeOf(sent, read))] : [];
  if (told.some((at) => sent.at(at).intent !== 'read')) {
    yield inOrder(sent, [...start, ...told], made);
    if (read) yield inOrder(sent, [...start, ...told], [...made, ...readBefore]);
  }
  const places = [...start, ...named, ...made.map((view) => placeOf(sent, view))];
  yield inOrder(sent, places, []);
  if (read) yield inOrder(sent, places, readBefore);
  yield inOrder(
    sent,
    places,
    before.filter(({ intent }) => intent !== 'read'),
  );
  yield inOrder(sent, places, before);
}

const inOrder = (sent: Sent, places: readonly number[], views: readonly View[]): View[] =>
  [...new Set([...places, ...views.map((view) => placeOf(sent, view))])]
    .sort((one, other) => one - other)
    .map((place) => sent.at(place));

const placeOf = (sent: Sent, { exchange }: View): number => sent.placeOf(exchange.id) as number;

/** How many known states before the last one are tried. */
const STARTS = 4;

/**
 * Where a sequence may start: from the last known state, or from one before it. Where the update that sets it is the one
 * that is in question, what was stored before may matter, and so may a revert right before. At last from nowhere.
 */
function* startsOf(sent: Sent, first: number, last: number): Iterable<number[]> {
  let known = sent.knownAt(first);
  for (let time = 0; time < STARTS && known !== undefined; time += 1) {
    const isInQuestion = !sent.between(known + 1, last).some(({ intent }) => intent !== 'read');
    const other: number | undefined = sent.knownBefore(known);
    const write = sent.writeBefore(isInQuestion ? known : first);
    const reset =
      write !== undefined && write > (other ?? -1) && sent.at(write).intent === 'reset' ? [write] : [];
    const start = isInQuestion && other !== undefined ? [other, ...reset, known] : [...reset, known];
    yield start.sort((one, another) => one - another);
    known = other;
  }
  // A write before the first one of a scenario may hide what it shows.
  yield [];
}

function placesOf(sent: Sent, { exchanges }: Breaks): number[] {
  const places = exchanges.flatMap((id) => sent.placeOf(id) ?? []);
  return [...new Set(places)].sort((one, other) => one - other);
}

/** All that was sent for the scenario of the last exchange, up to it; of one that is held open, what comes behind too. */
function wholeScenario(sent: Sent, first: number, last: number): View[] {
  const end = sent.at(last).exchange.wire?.watched?.until === 'hold' ? last + 1 : last;
  return ofScenario(sent, sent.between(Math.max(0, first - REACH), end), last);
}

/** Those that were sent for the same scenario as the exchange of a place, the same time. */
function ofScenario(sent: Sent, views: readonly View[], place: number): View[] {
  const { context } = sent.at(place).exchange;
  return views.filter(
    ({ exchange }) =>
      exchange.context?.scenario === context?.scenario && exchange.context?.again === context?.again,
  );
}

/** How far back the first request of a scenario is looked for. */
const REACH = 300;

/** What was sent between two places, without the attempts that were sent again. */
const between = (sent: Sent, views: readonly View[], from: number, to: number): View[] =>
  views.filter((view) => {
    const place = placeOf(sent, view);
    return place > from && place < to && !view.exchange.context?.superseded;
  });

/** Checks of an answer to an update that depends on what is stored. */
const OF_STATE: readonly string[] = ['response/acceptance', 'errors/stored-limit'];

/**
 * How many of the writes before an answer may decide what it must be: none where every update is answered alike, so that
 * it is the request alone.
 */
function writesBefore(sent: Sent, check: Check, view: View, { pointer }: Breaks): number {
  if (view.intent === 'read') return 1;
  if (OF_STATE.includes(check.address)) return 3;
  return pointer === 'status' && view.sound && sent.isAnyUpdateDone ? 1 : 0;
}

/** Writes that may have changed the policy. */
const changes = (view: View): boolean => view.intent !== 'read' && !view.refused;

/** The breach as a check finds it in a part of what was sent, where what is stored may be something else. */
function shownIn(views: readonly View[], check: Check, { pointer }: Breaks): Breaks | undefined {
  const all = views.flatMap((view) => [view, ...view.items]);
  return said(all, check).findLast((breach) => breach.pointer === pointer && breach.weight !== 'INFO');
}

function said(views: readonly View[], check: Check): readonly Breaks[] {
  if (check.scope === 'scenario') return breachesIn(settle(check.judge(views)));
  if (check.scope === 'exchange') return views.flatMap((view) => breachesIn(settle(check.judge(view))));
  const judging = check.start();
  return views.flatMap((view) => breachesIn(settle(judging.see(view))));
}
