import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * An update is a PATCH; the page documents GET, PATCH and DELETE and no other method.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update HTTP request
 */
export const method: ExchangeCheck = {
  address: 'request/method',
  requirement: 'REQ-METHOD',
  needs: [],
  scope: 'exchange',
  judge(view) {
    if (view.intent === undefined || view.intent === 'batch') return;
    if (view.intent !== 'other-method' || !WRITING.has(view.method)) return holds(view);
    return breaks(view, {
      message: `an update is a PATCH, got ${view.method}`,
      expected: 'PATCH',
      actual: view.method,
      pointer: 'method',
    });
  },
};

/** HEAD and OPTIONS change nothing and promise nothing. */
const WRITING = new Set(['PUT', 'POST']);
