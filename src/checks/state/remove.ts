import { breaks, holds, type ScenarioCheck } from '../check';
import { answered, isReset } from './delete';
import type { View } from '../view';

/**
 * DELETE takes the policy away: a read after it finds none.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5
 */
export const removes: ScenarioCheck = {
  address: 'state/remove',
  requirement: 'SEM-REMOVE',
  needs: [],
  scope: 'scenario',
  *judge(views) {
    let removed: View | undefined;
    // One whose answer was lost may have been carried out: the next finds nothing then.
    let lost = false;
    for (const view of views) {
      if (view.intent === 'reset' && !view.final) lost = true;
      else if (isReset(view)) {
        const isLate = lost && view.status === 404;
        if (!isLate) yield answered(view);
        removed = view.succeeded || isLate ? view : undefined;
      } else if (view.intent === 'update' && view.succeeded) removed = undefined;
      // A read that its poll did not end with may be older than the DELETE.
      else if (removed && view.intent === 'read' && view.exchange.context?.settled && !view.inPassing) {
        if (view.status === 404) {
          yield holds(removed, view);
          continue;
        }
        const breach = breaks(view, {
          message: `a read after a DELETE must find nothing, got ${view.answer}`,
          expected: '404',
          actual: view.answer,
          pointer: 'status',
        });
        yield { ...breach, exchanges: [removed.exchange.id, view.exchange.id] };
      }
    }
  },
};
