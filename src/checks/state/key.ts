import { breaks, holds, type ScenarioCheck } from '../check';
import { intervals } from './history';

/**
 * The id stays what it is, whatever an update says.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_UpdateanEntity
 */
export const key: ScenarioCheck = {
  address: 'state/key',
  requirement: 'SEM-KEY',
  needs: ['responseBody'],
  scope: 'scenario',
  *judge(views) {
    for (const { after } of intervals(views)) {
      const broken = after.policyFaults.find(({ requirement }) => requirement === 'SEM-KEY');
      // An id that is missing, or no string, is response/read-shape's to tell.
      if (!broken && typeof after.policy?.['id'] === 'string') yield holds(after);
      else if (broken && typeof after.policy?.['id'] === 'string') {
        const { message, expected, actual, pointer } = broken;
        yield breaks(after, { message, expected, actual, pointer });
      }
    }
  },
};
