import { breaks, holds, type ExchangeCheck } from '../check';

const RETURNED = 'TemporaryAccessPass';

/**
 * A resource id is written as the service returns it. The page's own example does not, so that this informs at most.
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
export const keyCase: ExchangeCheck = {
  address: 'request/key-case',
  requirement: 'REQ-ID-CASE',
  needs: [],
  scope: 'exchange',
  *judge(view) {
    const key = view.address?.key;
    if (key === undefined) return;
    if (key === RETURNED) return yield holds(view);
    yield breaks(view, {
      message: `the key is returned as ${RETURNED}, written as ${key}`,
      expected: RETURNED,
      actual: key,
      pointer: 'url',
    });
  },
};
