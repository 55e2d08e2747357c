import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A new limit that the stored default does not keep may be refused, or the default recalculated: the page
 * allows both, so that only another answer is worth a note.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const storedLimit: ExchangeCheck = {
  address: 'errors/stored-limit',
  requirement: 'ERR-STORED',
  needs: [],
  reach: { intents: ['update'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (!view.exchange.context?.step.endsWith(' against the stored default')) return;
    if (!view.final || view.inPassing) return;
    if (view.succeeded || view.refused) return holds(view);
    return breaks(view, {
      message: `a limit against the stored default is refused or the default recalculated, got ${view.answer}`,
      expected: `${view.operation.success.status} or a 4xx`,
      actual: view.answer,
      pointer: 'status',
    });
  },
};
