import { mediaType } from '../../exchanges/headers';
import { breaks, holds, type ExchangeCheck } from '../check';
import { isErrorOfProvider, isThrottleOfProvider } from './error-response';

/**
 * An error is one JSON object with `error`, and in it the strings `code` (which may be empty) and `message`.
 * @see https://learn.microsoft.com/graph/errors
 */
export const envelope: ExchangeCheck = {
  address: 'errors/envelope',
  requirement: 'ERR-ENVELOPE',
  needs: ['responseBody'],
  reach: { answers: ['refused', 'failed'] },
  scope: 'exchange',
  *judge(view) {
    const json = view.responseJson;
    if (!isErrorOfProvider(view) && !isThrottleOfProvider(view)) return;
    if (!json.ok && json.unseen) return;
    let sound = true;
    const type = view.responseHeader('content-type');
    // Inside a batch the body stands as JSON already, and headers are left out at will.
    const isShown = !view.exchange.batch && view.showsResponseHeaders;
    if (isShown && (type === undefined || mediaType(type) !== 'application/json')) {
      sound = false;
      yield breaks(view, {
        message: `an error must be sent as application/json, got ${type ?? 'no Content-Type'}`,
        expected: 'application/json',
        actual: type ?? 'no Content-Type',
        pointer: 'header:Content-Type',
      });
    }
    if (!json.ok) {
      return yield breaks(view, {
        message: `an error must have a JSON body: ${json.problem}`,
        expected: 'a JSON object',
        actual: json.problem,
        pointer: '',
      });
    }
    const breaches = view.operation
      .validate('errorResponse', json.value)
      .filter(({ requirement }) => requirement === 'ERR-ENVELOPE');
    // A body without an error is one fault; its members are not further faults.
    const missing = breaches.filter(({ pointer }) => pointer === '/error');
    for (const { message, expected, actual, pointer } of missing.length > 0 ? missing : breaches) {
      sound = false;
      yield breaks(view, { message, expected, actual, pointer });
    }
    if (sound) yield holds(view);
  },
};
