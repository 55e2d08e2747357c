import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A resource id is written as the service returns it. The page's own example does not, so that this informs at most.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export const keyCase: ExchangeCheck = {
  address: 'request/key-case',
  requirement: 'REQ-ID-CASE',
  needs: [],
  scope: 'exchange',
  judge(view) {
    const key = view.address?.key;
    if (key === undefined) return;
    const returned = view.operation.key;
    if (key === returned) return holds(view);
    return breaks(view, {
      message: `the key is returned as ${returned}, written as ${key}`,
      expected: returned,
      actual: key,
      pointer: 'url',
    });
  },
};
