import { breaks, holds, type ExchangeCheck } from '../check';
import { documentedAs } from '../request/method';

/**
 * Other methods on the path are refused; a 405 says in Allow which there are, if only that there is none.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6
 */
export const refusesMethod: ExchangeCheck = {
  address: 'errors/method',
  requirement: 'ERR-405',
  needs: [],
  reach: { intents: ['other-method'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final || view.inPassing || !view.violates('REQ-METHOD')) return;
    if (view.exchange.batch && !view.exchange.context) return;
    // That methods are case-sensitive is for the client to keep; who takes another letter case, takes no other method.
    if (!view.refused && documentedAs(view.method) !== undefined) return;
    if (!view.refused) {
      return breaks(view, {
        message: `${view.method} must be refused with a 4xx, got ${view.answer}`,
        expected: 'a 4xx',
        actual: view.answer,
        pointer: 'status',
      });
    }
    // A response inside a batch may leave its headers out (OData JSON Format 19.4): Allow is asked of HTTP's own alone.
    if (
      view.status === 405 &&
      !view.exchange.batch &&
      view.showsResponseHeaders &&
      view.responseHeader('allow') === undefined
    ) {
      return breaks(view, {
        message: 'a 405 must carry Allow',
        expected: 'Allow',
        actual: 'no Allow',
        pointer: 'header:Allow',
      });
    }
    return holds(view);
  },
};
