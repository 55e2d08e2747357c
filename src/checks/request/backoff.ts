import { breaks, holds, type SequenceCheck } from '../check';
import { Remembered, timesOf } from '../same-request';
import type { View } from '../view';

/** So many pauses show whether they grow; with fewer, chance and the client's own jitter could be all there is. */
const PAUSES = 3;
/** The tolerance for equal pauses: a share, and the differences of clocks and networks in milliseconds. */
const JITTER = 1.1;
const TOLERANCE_MS = 10;
/** After a pause of this length, in milliseconds, a request is not counted as a repeat. */
const LONGEST_MS = 600_000;

/** A request that is throttled without being told for how long, and how long it was not sent again each time. */
interface Throttled {
  views: View[];
  answeredAt: number;
  pauses: number[];
}

/**
 * A client that is throttled without a Retry-After backs off exponentially: of three pauses in a row, one is
 * longer than the first.
 * @see https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling
 */
export const backoff: SequenceCheck = {
  address: 'request/backoff',
  requirement: 'THR-BACKOFF',
  needs: [],
  scope: 'sequence',
  start() {
    const throttled = new Remembered<Throttled>();
    let latest = -Infinity;
    function* follow(view: View) {
      const times = timesOf(view);
      if (view.address?.resource !== 'policy' || !times) return;
      const { sentAt, answeredAt } = times;
      latest = Math.max(latest, sentAt);
      const before = throttled.take(view);
      if (before && sentAt < before.answeredAt) return throttled.keep(view, before);
      const pauses = before ? [...before.pauses, sentAt - before.answeredAt] : [];
      const views = [...(before?.views ?? []), view];
      const again =
        view.status === 429 && view.showsResponseHeaders && view.responseHeader('retry-after') === undefined;
      if (pauses.length < PAUSES) {
        if (again) throttled.keep(view, { views, answeredAt, pauses });
        return;
      }
      yield judged(views, pauses);
      // The next request starts a new series of pauses.
      if (again) throttled.keep(view, { views: [view], answeredAt, pauses: [] });
    }
    return {
      see: (view) => (throttled.isEmpty && view.status !== 429 ? undefined : follow(view)),
      isWaiting: () => throttled.some((known) => known.answeredAt + LONGEST_MS > latest),
    };
  },
};

function judged(views: readonly View[], pauses: readonly number[]) {
  const [first = 0, ...later] = pauses;
  if (Math.max(...later) > first * JITTER + TOLERANCE_MS) return holds(...views);
  return {
    ...breaks(views.at(-1) as View, {
      message: `throttled without Retry-After, the client sent the request again and again, and its pauses do not grow: ${pauses.join(', ')} ms`,
      expected: 'pauses that grow',
      actual: pauses.map((pause) => `${pause} ms`).join(', '),
      pointer: 'header:Retry-After',
    }),
    exchanges: views.map(({ exchange }) => exchange.id),
  };
}
