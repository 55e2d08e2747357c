import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A request inside a batch that has a body says its Content-Type among its own headers.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export const batchContentType: ExchangeCheck = {
  address: 'batch/content-type',
  requirement: 'BAT-CT',
  needs: ['requestBody'],
  scope: 'exchange',
  *judge(view) {
    if (!view.exchange.batch || view.intent !== 'update' || !view.exchange.request.body) return;
    const given = view.requestHeader('content-type');
    if (given !== undefined) return yield holds(view);
    yield breaks(view, {
      message: 'a request with a body inside $batch must carry Content-Type',
      expected: 'application/json',
      actual: 'no Content-Type',
      pointer: 'header:Content-Type',
    });
  },
};
