import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A token without the write permission is answered with 403; 404 is allowed where 403 would tell too much.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/GuidelinesGraph.md
 */
export const permission: ExchangeCheck = {
  address: 'authorization/permission',
  requirement: 'AUT-403',
  needs: ['authorization'],
  reach: { intents: ['update', 'reset'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.exchange.context?.credentials !== 'read-only' || !view.final) return;
    if (view.inPassing) return;
    if (view.status === 403 || view.status === 404) return holds(view);
    return breaks(view, {
      message: `a token without the permission must be answered with 403, got ${view.answer}`,
      expected: '403, or 404',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
