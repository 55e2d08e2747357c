import { breaks, holds, type ExchangeCheck } from '../check';
import { formOf, isAnswered } from './forms';

/**
 * A request without Host, with several, or with one that is no host, is answered with 400.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export const refusesHost: ExchangeCheck = {
  address: 'http/host',
  requirement: 'HTTP-HOST',
  needs: [],
  reach: { intents: ['http'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    const { hosts } = formOf(view);
    if (!hosts || !isAnswered(view)) return;
    if (view.status === 400) return holds(view);
    const what = hosts.length === 0 ? 'no Host' : hosts.length > 1 ? 'two lines of Host' : 'an invalid Host';
    return breaks(view, {
      message: `a request with ${what} must be answered with 400, got ${view.answer}`,
      expected: '400',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
