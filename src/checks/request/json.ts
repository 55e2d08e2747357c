import { describe } from '../../contract/describe';
import { breaks, holds, type ExchangeCheck } from '../check';
import { isMembers } from '../../exchanges/body';

/**
 * The body of an update is one well-formed JSON object in UTF-8.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-2 and https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export const json: ExchangeCheck = {
  address: 'request/json',
  requirement: 'REQ-JSON',
  needs: ['requestBody'],
  reach: { intents: ['update'] },
  scope: 'exchange',
  judge(view) {
    const body = view.requestJson;
    if (!body.ok && body.unseen) return;
    if (body.ok && !body.marked && isMembers(body.value)) return holds(view);
    const actual = !body.ok
      ? body.problem
      : isMembers(body.value)
        ? 'the body starts with a byte order mark'
        : describe(body.value);
    return breaks(view, {
      message: `the body must be a JSON object: ${actual}`,
      expected: 'a JSON object',
      actual,
      pointer: '',
    });
  },
};
