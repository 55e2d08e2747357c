import { breaks, holds, type ExchangeCheck } from '../check';
import { retryAfterMs } from '../retry-after';

/**
 * A 429 says in Retry-After how long to wait, in seconds or as a date.
 * @see https://learn.microsoft.com/graph/throttling
 */
export const saysRetryAfter: ExchangeCheck = {
  address: 'errors/retry-after',
  requirement: 'THR-429',
  needs: ['responseHeaders'],
  reach: { answers: ['refused'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (view.status !== 429) return;
    const given = view.responseHeader('retry-after');
    if (given !== undefined && retryAfterMs(given, 0) !== undefined) return holds(view);
    return breaks(view, {
      message: `a 429 should say in Retry-After how long to wait, got ${given ?? 'no Retry-After'}`,
      expected: 'seconds or an HTTP date',
      actual: given ?? 'no Retry-After',
      pointer: 'header:Retry-After',
    });
  },
};
