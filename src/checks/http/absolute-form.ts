import { breaks, holds, type ScenarioCheck } from '../check';
import type { Judgement } from '../judgement';
import { formOf, isAnswered, plainBefore } from './forms';

/**
 * What succeeds is not refused where its target is written in absolute form.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export const takesAbsoluteForm: ScenarioCheck = {
  address: 'http/absolute-form',
  requirement: 'HTTP-ABSOLUTE',
  needs: [],
  scope: 'scenario',
  *judge(views): Iterable<Judgement> {
    for (const [at, view] of views.entries()) {
      if (formOf(view).target !== 'absolute' || !isAnswered(view)) continue;
      const plain = plainBefore(views, at, view.method);
      if (!plain?.succeeded) continue;
      if (view.succeeded) yield holds(view);
      else
        yield breaks(view, {
          message: `${view.method} with its target in absolute form must be answered as any other, got ${view.answer}`,
          expected: plain.answer,
          actual: view.answer,
          pointer: 'status',
        });
    }
  },
};
