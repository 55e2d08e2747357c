import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Each answer carries request-id and repeats the client's client-request-id.
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export const requestId: ExchangeCheck = {
  address: 'response/request-id',
  requirement: 'RES-REQID',
  needs: [],
  scope: 'exchange',
  *judge(view) {
    if (view.intent === undefined || !view.final || view.exchange.batch || (view.status as number) >= 500)
      return;
    let sound = true;
    if (!view.responseHeader('request-id')) {
      sound = false;
      yield breaks(view, {
        message: 'request-id should be there',
        expected: 'request-id',
        actual: 'no request-id',
        pointer: 'header:request-id',
      });
    }
    const sent = view.requestHeader('client-request-id');
    const echoed = view.responseHeader('client-request-id');
    if (sent !== undefined && echoed?.toLowerCase() !== sent.toLowerCase()) {
      sound = false;
      yield breaks(view, {
        message: 'client-request-id should be repeated as it was sent',
        expected: 'the value that was sent',
        actual: echoed === undefined ? 'no client-request-id' : 'another value',
        pointer: 'header:client-request-id',
      });
    }
    if (sound) yield holds(view);
  },
};
