import { breaks, holds, type ExchangeCheck } from '../check';

/**
 * A URL names one resource: with another key, or with further names behind it, it is none of this policy's. The suite sends such
 * requests to what no provider has; what a sibling of the policy answers nobody asks.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5
 */
export const otherKey: ExchangeCheck = {
  address: 'errors/other-key',
  requirement: 'ERR-OTHER-KEY',
  needs: [],
  reach: { intents: ['elsewhere'], is: ['planned'], isNot: ['in-batch'] },
  scope: 'exchange',
  judge(view) {
    if (!view.final || view.inPassing) return;
    if (view.refused) return holds(view);
    return breaks(view, {
      message: `a path that leads to no policy must be refused with a 4xx, got ${view.answer}`,
      expected: 'a 4xx',
      actual: view.answer,
      pointer: 'status',
    });
  },
};
