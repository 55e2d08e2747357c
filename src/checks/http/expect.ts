import { breaks, holds, type ExchangeCheck } from '../check';
import { formOf, isAnswered } from './forms';

/**
 * A client that waits to be told to go on is told so, or answered, before it has sent its content.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
 */
export const meetsExpectation: ExchangeCheck = {
  address: 'http/expect',
  requirement: 'HTTP-EXPECT',
  needs: [],
  reach: { intents: ['http'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    const { expect } = formOf(view);
    const { contentSent } = view.exchange.wire ?? {};
    if (contentSent === undefined || !isAnswered(view)) return;
    if (contentSent === 'answered') return holds(view);
    return breaks(view, {
      message: `Expect: ${expect} must be answered with 100 or a final status before the content is sent`,
      expected: '100 or a final status',
      actual: 'nothing until the content was sent',
      pointer: 'header:Expect',
    });
  },
};
