import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A resource id is written as the service returns it. Pages themselves do not always, so that this informs at most.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export const keyCase: ExchangeCheck = {
  address: 'request/key-case',
  requirement: 'REQ-ID-CASE',
  needs: [],
  scope: 'exchange',
  judge(view) {
    const key = view.address?.key;
    const returned = view.operation.key;
    if (key === undefined || returned === undefined) return;
    if (key === returned) return holds(view);
    return breaks(view, {
      message: `the key is returned as ${returned}, written as ${key}`,
      expected: returned,
      actual: key,
      pointer: 'url',
    });
  },
};
