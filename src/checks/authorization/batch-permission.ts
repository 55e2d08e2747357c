import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * What a token may not do it may not do inside a batch either: the request is answered with 403, or 404.
 * @see https://learn.microsoft.com/graph/json-batching and
 *   https://github.com/microsoft/api-guidelines/blob/vNext/graph/GuidelinesGraph.md
 */
export const batchPermission: ExchangeCheck = {
  address: 'authorization/batch-permission',
  requirement: 'AUT-403',
  needs: [],
  reach: { intents: ['update', 'reset'], is: ['planned', 'in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (view.exchange.context?.credentials !== 'read-only' || !view.final || view.inPassing) return;
    // It was not sent on, since another one failed.
    if (view.status === 424) return;
    if (view.status === 403 || view.status === 404) return holds(view);
    return breaks(view, {
      message: `a token without the permission must be answered with 403 inside $batch too, got ${view.answer}`,
      expected: '403, or 404',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
