import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * The beta endpoint changes without notice and is not for production.
 * @see https://learn.microsoft.com/graph/versioning-and-support
 */
export const version: ExchangeCheck = {
  address: 'request/version',
  requirement: 'REQ-VERSION',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.address?.resource !== 'policy' || view.address.version === undefined) return;
    if (view.address.version !== 'beta') return holds(view);
    return breaks(view, {
      message: 'the request goes to /beta, which is not for production',
      expected: 'v1.0',
      actual: 'beta',
      pointer: 'url',
    });
  },
};
