import { bytesOf } from '../../exchanges/body';
import { breaks, holds, type SequenceCheck } from '../check';
import { retryAfterMs } from '../retry-after';
import type { View } from '../view';

/** Clocks are read to the millisecond and HTTP dates to the second. */
const TOLERANCE_MS = 10;

/**
 * After a 429 the client waits as long as Retry-After says before it sends the request again. Without
 * the header it backs off, for which no figure is written, so that nothing is judged.
 * @see https://learn.microsoft.com/graph/throttling
 */
export const retryAfter: SequenceCheck = {
  address: 'request/retry-after',
  requirement: 'THR-CLIENT',
  needs: [],
  scope: 'sequence',
  start() {
    const throttled = new Map<string, { view: View; answeredAt: number; until: number }>();
    return function* (view) {
      const { timing } = view.exchange;
      if (view.address?.resource !== 'policy' || !timing) return;
      const key = sameRequest(view);
      const before = throttled.get(key);
      const sentAt = Date.parse(timing.startedAt);
      // What was sent before the 429 came could not know of it.
      const knew = before !== undefined && sentAt >= before.answeredAt;
      if (knew) throttled.delete(key);
      if (knew) {
        const early = before.until - sentAt;
        if (early <= TOLERANCE_MS) yield holds(before.view, view);
        else {
          yield {
            ...breaks(view, {
              message: `the request was sent again ${early} ms before Retry-After allowed it`,
              expected: `not before ${new Date(before.until).toISOString()}`,
              actual: timing.startedAt,
              pointer: 'header:Retry-After',
            }),
            exchanges: [before.view.exchange.id, view.exchange.id],
          };
        }
      }
      const header = view.status === 429 ? view.responseHeader('retry-after') : undefined;
      const answeredAt = sentAt + timing.durationMs;
      const wait = header === undefined ? undefined : retryAfterMs(header, answeredAt);
      if (wait !== undefined) throttled.set(key, { view, answeredAt, until: answeredAt + wait });
    };
  },
};

/** What makes two requests the same one, sent again. */
function sameRequest(view: View): string {
  const {
    exchange: { request },
    method,
  } = view;
  const body = request.body ? bytesOf(request.body).toString('latin1') : '';
  return `${view.requestHeader('authorization')} ${method} ${request.url.toLowerCase()} ${body}`;
}
