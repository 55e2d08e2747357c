import { breaks, holds, type SequenceCheck } from '../check';
import type { Said } from '../judgement';
import type { View } from '../view';

/** `Sun, 06 Nov 1994 08:49:37 GMT`: the one form of a date that may be sent (RFC 9110 5.6.7). */
const IMF_FIXDATE =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** So many answers without a date are kept in mind until one shows that there is a clock. */
const KEPT = 3;

/**
 * A server with a clock dates its answers. Whether it has one shows by the first date: before that none is missed.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1
 */
export const dates: SequenceCheck = {
  address: 'http/date',
  requirement: 'HTTP-DATE',
  needs: ['responseHeaders'],
  reach: {
    intents: ['http', 'update', 'read', 'reset', 'batch', 'other-method', 'elsewhere'],
    is: ['planned'],
    isNot: ['in-batch'],
  },
  scope: 'sequence',
  start() {
    let hasClock = false;
    const undated: View[] = [];
    return {
      isWaiting: () => false,
      see(view): Said {
        const { status = 0 } = view;
        const date = view.responseHeader('date');
        // Who writes behind a request with close breaks a rule of clients: whatever is said to that is no answer to it.
        if (view.exchange.context?.http?.twice) return undefined;
        if (!view.final || (date === undefined && (status < 200 || status >= 500))) return undefined;
        if (date === undefined) {
          if (hasClock) return missing(view);
          if (undated.length < KEPT) undated.push(view);
          return holds(view);
        }
        hasClock = true;
        return [...undated.splice(0).map(missing), formOf(view, date)];
      },
    };
  },
};

const formOf = (view: View, date: string) =>
  IMF_FIXDATE.test(date)
    ? holds(view)
    : breaks(view, {
        message: `Date must be written as IMF-fixdate, got ${date}`,
        expected: 'such as Sun, 06 Nov 1994 08:49:37 GMT',
        actual: date,
        pointer: 'header:Date',
      });

const missing = (view: View) =>
  breaks(view, {
    message: `an answer must carry Date where others do, got none with ${view.answer}`,
    expected: 'Date',
    actual: 'no Date',
    pointer: 'header:Date',
  });
