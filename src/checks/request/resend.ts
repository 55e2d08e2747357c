import { breaks, holds, type SequenceCheck } from '../check';
import { Remembered, timesOf } from '../same-request';
import type { View } from '../view';

/** A request that comes again within this time, in milliseconds, was not sent by a person who looked into it. */
export const AUTOMATIC_MS = 60_000;

/** Methods that RFC 9110 9.2.2 calls idempotent, by definition of the method. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Whether a client lost its request: the connection ended before it could read an answer. A target that could not
 * be reached is none: nothing was sent.
 */
export const isLost = ({ exchange: { failure, context } }: View): boolean =>
  context === undefined && (failure?.kind === 'reset' || failure?.kind === 'aborted');

/**
 * An update whose connection was lost is not sent again by itself, unless the client knows that it may be
 * repeated: whether the first one was applied, it cannot know. What the client knows, nobody sees, so that it
 * is only noted.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
 */
export const resend: SequenceCheck = {
  address: 'request/resend',
  requirement: 'RETRY-LOST',
  needs: [],
  scope: 'sequence',
  start() {
    const lost = new Remembered<{ view: View; at: number }>();
    let latest = -Infinity;
    function* follow(view: View) {
      const times = timesOf(view);
      if (view.address?.resource !== 'policy' || !times || IDEMPOTENT.has(view.method)) return;
      const { sentAt, answeredAt } = times;
      latest = Math.max(latest, sentAt);
      const before = lost.take(view);
      if (before && sentAt >= before.at) {
        const pause = Math.round(sentAt - before.at);
        if (pause > AUTOMATIC_MS) yield holds(before.view, view);
        else {
          yield {
            ...breaks(view, {
              message: `the connection of this ${view.method} was lost before it was answered, and ${pause} ms later it was sent again`,
              expected: 'not sent again, unless it may be repeated',
              actual: `sent again after ${pause} ms`,
              pointer: 'method',
            }),
            exchanges: [before.view.exchange.id, view.exchange.id],
          };
        }
      }
      if (isLost(view)) lost.keep(view, { view, at: answeredAt });
    }
    return {
      see: (view) => (lost.isEmpty && !isLost(view) ? undefined : follow(view)),
      isWaiting: () => lost.some(({ at }) => at + AUTOMATIC_MS > latest),
    };
  },
};
