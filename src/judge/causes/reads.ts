import { COMPARED, isAsBad, memberOf, type Link, type Told, type Trace } from './trace';

/**
 * A read that is wrong by itself explains every comparison with it, as the read that shows and as the one before; a
 * difference explains what other promises are broken by the same value of the same member.
 */
export function* reads(trace: Trace): Iterable<Link> {
  for (const told of trace.of(...COMPARED)) {
    const member = memberOf(told);
    const interval = trace.interval(told);
    const after = told.exchanges.at(-1);
    const here = trace.at(after).filter((other) => other.exchanges.at(-1) === after);
    const before = trace
      .at(interval?.before?.exchange.id)
      .filter((other) => other.exchanges.at(-1) === interval?.before?.exchange.id);
    for (const other of [...here, ...before])
      if (
        isShape(other) &&
        isAsBad(other.finding, told.finding) &&
        (isOn(other, member) || isOfNone(other, trace))
      )
        yield [told, other.finding];
    for (const other of before) if (isWrongValue(other, told, member)) yield [told, other.finding];
    for (const other of here) if (isSameValue(other, told, trace)) yield [told, other.finding];
  }
  yield* notShown(trace);
  yield* behindReset(trace);
}

const isShape = ({ finding }: Told): boolean => finding.requirement === 'GET-SHAPE';

/** Whether what is wrong with a read is about a member, or about all of them. */
const isOn = (told: Told, member: string | undefined): boolean =>
  [undefined, member].includes(memberOf(told));

/** Whether a read shows none of what an update may set: then it is no policy, and not merely one without a member. */
function isOfNone(told: Told, trace: Trace): boolean {
  const { policy, operation } = trace.shownBy(told) ?? {};
  return policy !== undefined && operation?.updatable.every((member) => !(member in policy)) === true;
}

/** The value that a member should keep is one that should not have been there. */
const isWrongValue = (other: Told, told: Told, member: string | undefined): boolean =>
  other.finding.requirement === 'SEM-APPLY' &&
  ['SEM-MERGE', 'SEM-ATOMIC', 'SEM-REPEAT'].includes(told.finding.requirement as string) &&
  memberOf(other) === member;

/** Whether both are found of one value: what was sent is not stored, and so a list is not replaced, an order is broken. */
function isSameValue(other: Told, told: Told, trace: Trace): boolean {
  const [of, from] = [told.finding.requirement, other.finding.requirement];
  const same = memberOf(other) === memberOf(told);
  if (of === 'SEM-STATE-RANGE')
    return ['SEM-APPLY', 'SEM-MERGE'].includes(from as string) && !isOutOfRange(told, trace);
  if (of === 'SEM-APPLY') return from === 'SEM-STATE-RANGE' && same && isOutOfRange(other, trace);
  // An update of which another member is not stored either was lost: nothing was there to replace.
  if (of === 'SEM-REPLACE') return from === 'SEM-APPLY';
  if (of === 'SEM-REPEAT') return ['SEM-APPLY', 'SEM-MERGE'].includes(from as string) && same;
  return false;
}

/** Whether the value breaks its own limits, and not merely the order with others. */
function isOutOfRange(told: Told, trace: Trace): boolean {
  const view = trace.shownBy(told);
  const member = memberOf(told);
  if (!view || member === undefined) return false;
  const body = view.operation.bodyOf({ [member]: view.policy?.[member] });
  return view.operation.validateUpdate(body).some(({ pointer }) => pointer === told.finding.pointer);
}

/** A member that was sent and is in no read: that reads lack it follows, where that weighs less. */
function* notShown(trace: Trace): Iterable<Link> {
  for (const told of trace.of('GET-SHAPE')) {
    for (const other of trace.of('SEM-APPLY')) {
      const member = memberOf(other) as string;
      const isMissing = trace.shownBy(other)?.policy?.[member] === undefined;
      const isOfIt = told.finding.message.includes(member);
      if (isMissing && isOfIt && !isAsBad(told.finding, other.finding)) yield [told, other.finding];
    }
  }
}

/** Reads behind a reset that removed what it should revert, until an update brings it back. */
function* behindReset(trace: Trace): Iterable<Link> {
  const [removed] = trace.of('SEM-DELETE').filter((told) => trace.shownBy(told)?.intent === 'read');
  if (!removed) return;
  const gone = new Set<string>();
  let isGone = false;
  for (const { intent, succeeded, exchange } of trace.views) {
    if (intent === 'reset' && succeeded) isGone = true;
    else if (intent === 'update' && succeeded) isGone = false;
    else if (intent === 'read' && isGone) gone.add(exchange.id);
  }
  for (const told of trace.of('GET-SHAPE'))
    if (told.finding.pointer === 'status' && gone.has(told.exchanges[0] as string))
      yield [told, removed.finding];
}
