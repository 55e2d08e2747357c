import { breaks, holds, type ExchangeCheck } from '../check';
import { formOf, isAnswered } from './forms';

/**
 * An answer to HTTP/1.0 has no transfer coding, and no interim answer before it; the connection ends behind it.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.1, section 9.3, and
 *   https://www.rfc-editor.org/rfc/rfc9110#section-15.2
 */
export const answersVersion10: ExchangeCheck = {
  address: 'http/older-version',
  requirement: 'HTTP-10',
  needs: ['framing'],
  reach: { intents: ['http'], is: ['planned'] },
  scope: 'exchange',
  *judge(view) {
    if (formOf(view).version !== '1.0' || !isAnswered(view)) return;
    const coding = view.responseHeader('transfer-encoding');
    const { interim, watched } = view.exchange.wire ?? {};
    if (coding !== undefined)
      yield breaks(view, {
        message: `an answer to HTTP/1.0 must not carry Transfer-Encoding, got ${coding}`,
        expected: 'no Transfer-Encoding',
        actual: `Transfer-Encoding: ${coding}`,
        pointer: 'header:Transfer-Encoding',
      });
    if (interim)
      yield breaks(view, {
        message: `HTTP/1.0 must not be answered with an interim answer, got ${interim.join(', ')}`,
        expected: 'the last answer alone',
        actual: interim.join(', '),
        pointer: 'status',
      });
    if (watched?.until === 'timeout')
      yield breaks(view, {
        message: 'the connection of an HTTP/1.0 request without keep-alive must end after the answer',
        expected: 'the end of the connection',
        actual: `still open after ${watched.ms} ms`,
        weight: 'SHOULD',
      });
    if (coding === undefined && !interim && watched?.until !== 'timeout') yield holds(view);
  },
};
