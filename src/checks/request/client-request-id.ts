import { breaks, holds, type ExchangeCheck } from '../check';

const GUID = /^\{?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;

/**
 * Each request carries a GUID of the client's own, by which support finds it.
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export const clientRequestId: ExchangeCheck = {
  address: 'request/client-request-id',
  requirement: 'REQ-CRID',
  needs: ['requestHeaders'],
  scope: 'exchange',
  judge(view) {
    if (view.address?.resource !== 'policy' || view.exchange.batch) return;
    const given = view.requestHeader('client-request-id');
    // A Pact names the headers that its test was about.
    if (given === undefined && view.exchange.expected) return;
    if (given !== undefined && GUID.test(given)) return holds(view);
    return breaks(view, {
      message: `a GUID is recommended as client-request-id, got ${given ?? 'none'}`,
      expected: 'a GUID',
      actual: given ?? 'no client-request-id',
      pointer: 'header:client-request-id',
    });
  },
};
