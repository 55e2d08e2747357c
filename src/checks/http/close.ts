import { breaks, holds, type ExchangeCheck } from '../check';
import { formOf, isAnswered } from './forms';

/**
 * Behind the answer to a request that asks to close, the connection is closed, and nothing more is answered on it; the
 * answer says so.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export const closes: ExchangeCheck = {
  address: 'http/close',
  requirement: 'HTTP-CLOSE',
  needs: ['trailing'],
  reach: { intents: ['http'], is: ['planned'] },
  scope: 'exchange',
  *judge(view) {
    const { closes: asked } = formOf(view);
    if (asked === undefined || !isAnswered(view)) return;
    const { watched, after } = view.exchange.wire ?? {};
    const isOpen = watched?.until === 'timeout';
    if (isOpen)
      yield breaks(view, {
        message: `the connection must be closed after the answer to Connection: ${asked}`,
        expected: 'the end of the connection',
        actual: `still open after ${watched.ms} ms`,
      });
    const isAnsweredAgain = after?.sample.startsWith('HTTP/1.') === true;
    if (isAnsweredAgain)
      yield breaks(view, {
        message: `nothing more must be answered after a request with Connection: ${asked}`,
        expected: 'one answer',
        actual: 'two answers',
      });
    const isSaid =
      view.exchange.response?.httpVersion === '1.0' ||
      /\bclose\b/i.test(view.responseHeader('connection') ?? '');
    if (!isSaid)
      yield breaks(view, {
        message: 'the last answer before the connection is closed should carry Connection: close',
        expected: 'Connection: close',
        actual: view.responseHeader('connection') ?? 'no Connection',
        pointer: 'header:Connection',
        weight: 'SHOULD',
      });
    if (isSaid && !isOpen && !isAnsweredAgain) yield holds(view);
  },
};
