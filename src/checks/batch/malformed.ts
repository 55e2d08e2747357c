import { breaks, holds, type ExchangeCheck } from '../check';
import { faultIn } from './faults';

/**
 * A batch that is none, or has an id twice, is refused as a whole. One that breaks another limit may be refused, or be
 * answered for each request; a failure is no answer to it.
 * @see https://learn.microsoft.com/graph/json-batching and
 *   https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_BatchRequest
 */
export const malformedBatch: ExchangeCheck = {
  address: 'batch/malformed',
  requirement: 'BAT-MALFORMED',
  needs: ['requestBody'],
  reach: { intents: ['batch'], is: ['planned'] },
  scope: 'exchange',
  judge(view) {
    if (view.method !== 'POST' || !view.final || view.inPassing) return;
    const found = view.exchange.context?.credentials === 'full' ? faultIn(view) : undefined;
    if (!found) return;
    const { what, isWhole } = found;
    if (view.refused || (!isWhole && view.status === 200)) return holds(view);
    const expected = isWhole ? 'a 4xx' : '200, or a 4xx';
    return breaks(view, {
      message: `${what} must be answered with ${expected}, got ${view.answer}`,
      expected,
      actual: view.answer,
      pointer: 'status',
    });
  },
};
