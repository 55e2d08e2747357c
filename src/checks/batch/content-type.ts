import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A request inside a batch that has a body says its Content-Type among its own headers.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export const batchContentType: ExchangeCheck = {
  address: 'batch/content-type',
  requirement: 'BAT-CT',
  needs: ['requestBody'],
  reach: { intents: ['update'], is: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!view.exchange.request.body) return;
    const given = view.requestHeader('content-type');
    if (given !== undefined) return holds(view);
    return breaks(view, {
      message: 'a request with a body inside $batch must carry Content-Type',
      expected: 'application/json',
      actual: 'no Content-Type',
      pointer: 'header:Content-Type',
    });
  },
};
