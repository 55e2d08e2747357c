import { describe } from '../../contract/describe';
import { propertiesOf } from '../../contract/slice';
import { toPointer } from '../../contract/pointer';
import { breaks, holds, type ScenarioCheck } from '../check';
import { intervals } from './history';
import { same } from './values';

/**
 * What cannot be updated is ignored, or the update fails: a read does not show it as it was sent. It may change by itself.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const keepsReadOnly: ScenarioCheck = {
  address: 'state/read-only',
  requirement: 'SEM-READ-ONLY',
  needs: ['requestBody', 'responseBody'],
  scope: 'scenario',
  *judge(views) {
    for (const { before, writes, after } of intervals(views)) {
      if (!before?.policy || !after.policy) continue;
      const members = propertiesOf(after.operation.updateSchema);
      for (const write of writes)
        for (const [member, value] of Object.entries(write.members)) {
          // The value of an earlier read proves nothing.
          if (members[member]?.readOnly !== true || same(value, before.policy[member])) continue;
          const now = after.policy[member];
          if (!same(value, now)) {
            yield holds(after);
            continue;
          }
          const breach = breaks(after, {
            message: `${member} is read-only, and shows what an update sent`,
            expected: describe(before.policy[member]),
            actual: describe(now),
            pointer: toPointer([member]),
          });
          yield { ...breach, exchanges: [write.exchange.id, after.exchange.id] };
        }
    }
  },
};
