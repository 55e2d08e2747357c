import { mediaType } from '../../exchanges/headers';
import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * An update is sent as application/json; parameters may follow.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request headers
 */
export const contentType: ExchangeCheck = {
  address: 'request/content-type',
  requirement: 'REQ-CT',
  needs: ['requestHeaders'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    // Inside a batch the header has a row of its own, BAT-CT.
    const given = view.requestHeader('content-type');
    if (view.exchange.batch && given === undefined) return;
    if (given !== undefined && mediaType(given) === 'application/json') return holds(view);
    return breaks(view, {
      message: `Content-Type must be application/json, got ${given ?? 'none'}`,
      expected: 'application/json',
      actual: given ?? 'no Content-Type',
      pointer: 'header:Content-Type',
    });
  },
};
