import { breaks, holds, type ExchangeCheck } from '../check';

const NO_ID = {
  message: 'request-id should be present',
  expected: 'request-id',
  actual: 'no request-id',
  pointer: 'header:request-id',
};

/**
 * Each answer carries request-id and repeats the client's client-request-id.
 * @see https://learn.microsoft.com/graph/best-practices-concept
 */
export const requestId: ExchangeCheck = {
  address: 'response/request-id',
  requirement: 'RES-REQID',
  needs: ['responseHeaders'],
  reach: { answers: ['no-content', 'success', 'refused', 'other'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final) return;
    const hasId = !!view.responseHeader('request-id');
    const sent = view.requestHeader('client-request-id');
    const echoed = view.responseHeader('client-request-id');
    const repeats = sent === undefined || echoed === sent || echoed?.toLowerCase() === sent.toLowerCase();
    if (hasId && repeats) return holds(view);
    return [
      ...(hasId ? [] : [breaks(view, NO_ID)]),
      ...(repeats
        ? []
        : [
            breaks(view, {
              message: 'client-request-id should be repeated as it was sent',
              expected: 'the value that was sent',
              actual: echoed === undefined ? 'no client-request-id' : 'another value',
              pointer: 'header:client-request-id',
            }),
          ]),
    ];
  },
};
