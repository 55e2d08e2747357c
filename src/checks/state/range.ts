import { breaks, holds, type ScenarioCheck } from '../check';
import { intervals } from './history';

/**
 * After any accepted update a read shows every value in its range, and values that have an order in it.
 * @see https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration Properties
 */
export const range: ScenarioCheck = {
  address: 'state/range',
  requirement: 'SEM-STATE-RANGE',
  needs: ['responseBody'],
  scope: 'scenario',
  *judge(views) {
    for (const { writes, after } of intervals(views)) {
      if (!writes.some((write) => write.succeeded)) continue;
      const broken = after.policyFaults.filter(({ requirement }) => requirement === 'SEM-STATE-RANGE');
      if (broken.length === 0) yield holds(after);
      for (const { message, expected, actual, pointer } of broken) {
        const breach = breaks(after, { message: `stored: ${message}`, expected, actual, pointer });
        yield { ...breach, exchanges: [...writes.map((write) => write.exchange.id), after.exchange.id] };
      }
    }
  },
};
