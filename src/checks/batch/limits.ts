import { describe } from '../../contract/describe';
import { breaks, holds, type ExchangeCheck } from '../check';
import { isMembers } from '../../exchanges/body';

/**
 * A batch has at most 20 requests, each with an id of its own and a relative URL.
 * @see https://learn.microsoft.com/graph/json-batching
 */
export const batchLimits: ExchangeCheck = {
  address: 'batch/limits',
  requirement: 'BAT-LIMIT',
  needs: ['requestBody'],
  reach: { intents: ['batch'] },
  scope: 'exchange',
  *judge(view) {
    const json = view.requestJson;
    if (view.method !== 'POST' || !json.ok) return;
    const broken = view.operation.validate('batchRequest', json.value);
    const requests =
      isMembers(json.value) && Array.isArray(json.value['requests']) ? json.value['requests'] : [];
    const ids = requests.filter(isMembers).map((request) => request['id']);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (broken.length === 0 && twice < 0) return yield holds(view);
    for (const { message, expected, actual, pointer } of broken)
      yield breaks(view, { message, expected, actual, pointer });
    if (twice >= 0) {
      yield breaks(view, {
        message: `each request in a batch must have an id of its own, got ${describe(ids[twice])} twice`,
        expected: 'unique ids',
        actual: describe(ids[twice]),
        pointer: `/requests/${twice}/id`,
      });
    }
  },
};
