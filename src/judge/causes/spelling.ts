import { memberOf, type Link, type Told, type Trace } from './trace';

/** Rows by which another spelling of the path leads to the same policy. */
const SPELT: readonly string[] = ['RES-KEY-CASE', 'RES-PATH-CASE'];

/**
 * What was written by another spelling of the path is not read: that it is not stored follows where nothing else is
 * lost. Where updates by the usual spelling are lost too, it is the other way round.
 */
export function* spelling(trace: Trace): Iterable<Link> {
  const spelt = trace.of(...SPELT).filter((told) => memberOf(told) !== undefined);
  const lost = trace.of('SEM-APPLY');
  const pairs = lost.map((told) => [told, spelt.find((other) => isSame(told, other))] as const);
  const isAll = pairs.every(([, other]) => other !== undefined);
  for (const [told, other] of pairs) {
    if (!other) continue;
    if (isAll) yield [told, other.finding];
    else yield [other, told.finding];
  }
}

const isSame = (one: Told, other: Told): boolean =>
  memberOf(one) === memberOf(other) && one.exchanges.join() === other.exchanges.join();
