import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A token without the write permission is answered with 403, inside `$batch` too; 404 is allowed where 403 would tell too
 * much. The suite knows with which token it sent a request, so that the header need not have been seen.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/GuidelinesGraph.md
 */
export const permission: ExchangeCheck = {
  address: 'authorization/permission',
  requirement: 'AUT-403',
  needs: [],
  reach: { intents: ['update', 'reset'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.exchange.context?.credentials !== 'read-only' || !view.final) return;
    // A request in a batch that was not executed, because another one failed, says nothing about its token.
    if (view.inPassing || (view.exchange.batch && view.status === 424)) return;
    if (view.status === 403 || view.status === 404) return holds(view);
    // Of a request that is wrong in itself either fault may be told.
    if (view.refused && !view.conforms) return;
    return breaks(view, {
      message: `a token without the permission must be answered with 403, got ${view.answer}`,
      expected: '403, or 404',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
