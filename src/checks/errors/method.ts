import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * Other methods on the path are refused; a 405 says in Allow which there are.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export const refusesMethod: ExchangeCheck = {
  address: 'errors/method',
  requirement: 'ERR-405',
  needs: [],
  scope: 'exchange',
  *judge(view) {
    if (view.intent !== 'other-method' || !view.violates('REQ-METHOD') || !view.final || view.exchange.batch)
      return;
    if (view.inPassing) return;
    if (!view.refused) {
      yield breaks(view, {
        message: `${view.method} must be refused with a 4xx, got ${view.answer}`,
        expected: 'a 4xx',
        actual: view.answer,
        pointer: 'status',
      });
    } else if (view.status === 405 && view.responseHeader('allow') === undefined) {
      yield breaks(view, {
        message: 'a 405 should carry Allow',
        expected: 'Allow',
        actual: 'no Allow',
        pointer: 'header:Allow',
        weight: 'SHOULD',
      });
    } else yield holds(view);
  },
};
