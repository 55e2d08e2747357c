import { breaks, holds, type SequenceCheck } from '../check';
import { Remembered, timesOf } from '../same-request';
import type { View } from '../view';
import { AUTOMATIC_MS, isLost } from './resend';

/** The connections of a request that were lost one after the other. */
interface Lost {
  views: View[];
  at: number;
}

/**
 * A client that sent a request again by itself, because its connection was lost, gives up when that one is lost
 * too.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
 */
export const resendAgain: SequenceCheck = {
  address: 'request/resend-again',
  requirement: 'RETRY-AGAIN',
  needs: [],
  scope: 'sequence',
  start() {
    const lost = new Remembered<Lost>();
    let latest = -Infinity;
    function* follow(view: View) {
      const times = timesOf(view);
      if (view.address?.resource !== 'policy' || !times) return;
      const { sentAt, answeredAt } = times;
      latest = Math.max(latest, sentAt);
      const known = lost.take(view);
      const before = known && sentAt >= known.at && sentAt - known.at <= AUTOMATIC_MS ? known : undefined;
      const views = [...(before?.views ?? []), view];
      if (before?.views.length === 2) {
        yield {
          ...breaks(view, {
            message: 'the request was lost, sent again, lost again, and sent a third time',
            expected: 'given up after the second loss',
            actual: `sent again after ${Math.round(sentAt - before.at)} ms`,
            pointer: 'method',
          }),
          exchanges: views.map(({ exchange }) => exchange.id),
        };
      } else if (before && !isLost(view)) yield holds(...views);
      if (isLost(view)) lost.keep(view, { views: views.slice(-2), at: answeredAt });
    }
    return {
      see: (view) => (lost.isEmpty && !isLost(view) ? undefined : follow(view)),
      isWaiting: () => lost.some(({ at }) => at + AUTOMATIC_MS > latest),
    };
  },
};
