import { breaks, holds, type CheckAddress, type SequenceCheck } from '../check';
import { retryAfterMs } from '../retry-after';
import { Remembered, timesOf } from '../same-request';
import type { View } from '../view';

/** Clocks are read to the millisecond and HTTP dates to the second. */
const TOLERANCE_MS = 10;

/**
 * After a 429 the client waits as long as Retry-After says before it sends the request again. Without
 * the header it backs off, which `request/backoff` judges.
 * @see https://learn.microsoft.com/graph/throttling
 */
export const retryAfter = waitsAfter(429, 'request/retry-after', 'THR-CLIENT');

/**
 * A client waits as long as the Retry-After of an answer with this status says before it sends the request
 * again.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function waitsAfter(status: number, address: CheckAddress, requirement: string): SequenceCheck {
  return {
    address,
    requirement,
    needs: [],
    scope: 'sequence',
    start() {
      const throttled = new Remembered<{ view: View; answeredAt: number; until: number }>();
      let latest = -Infinity;
      function* follow(view: View) {
        const times = timesOf(view);
        if (view.address?.resource !== 'policy' || !times) return;
        const { sentAt, answeredAt } = times;
        latest = Math.max(latest, sentAt);
        const before = throttled.take(view);
        // A request that was sent before the answer came cannot follow it.
        if (before && sentAt >= before.answeredAt) yield judged(before, view, sentAt);
        else if (before) throttled.keep(view, before);
        const header = view.status === status ? view.responseHeader('retry-after') : undefined;
        const wait = header === undefined ? undefined : retryAfterMs(header, answeredAt);
        if (wait !== undefined) throttled.keep(view, { view, answeredAt, until: answeredAt + wait });
      }
      return {
        see: (view) => (throttled.isEmpty && view.status !== status ? undefined : follow(view)),
        isWaiting: () => throttled.some(({ until }) => until > latest),
      };
    },
  };
}

function judged(before: { view: View; until: number }, view: View, sentAt: number) {
  const early = Math.round(before.until - sentAt);
  if (early <= TOLERANCE_MS) return holds(before.view, view);
  return {
    ...breaks(view, {
      message: `the request was sent again ${early} ms before Retry-After allowed it`,
      expected: `not before ${new Date(before.until).toISOString()}`,
      actual: view.exchange.timing?.startedAt ?? '',
      pointer: 'header:Retry-After',
    }),
    exchanges: [before.view.exchange.id, view.exchange.id],
  };
}
