import { describe } from '../../schema/describe';
import { breaks, holds, type ScenarioCheck } from '../check';
import { intervals, same, updatableMembers, type Interval } from './history';

/**
 * The same update sent twice ends in the state that it ended in the first time.
 * @see https://github.com/microsoft/api-guidelines/blob/vNext/graph/GuidelinesGraph.md
 */
export const repeat: ScenarioCheck = {
  address: 'state/repeat',
  requirement: 'SEM-REPEAT',
  needs: ['requestBody', 'responseBody'],
  scope: 'scenario',
  *judge(views) {
    let previous: Interval | undefined;
    for (const interval of intervals(views)) {
      const first = previous && onlyUpdate(previous);
      previous = interval;
      const again = onlyUpdate(interval);
      if (!first || again !== first) continue;
      const before = interval.before?.policy ?? {};
      const after = interval.after.policy ?? {};
      const moved = updatableMembers().filter((member) => !same(before[member], after[member]));
      if (moved.length === 0) yield holds(interval.after);
      for (const member of moved) {
        yield breaks(interval.after, {
          message: `${member} should be the same after the same update was sent again`,
          expected: describe(before[member]),
          actual: describe(after[member]),
          pointer: `/${member}`,
        });
      }
    }
  },
};

/** The body of an interval's one accepted update. */
function onlyUpdate({ writes }: Interval): string | undefined {
  const [write] = writes;
  return writes.length === 1 && write?.intent === 'update' && write.succeeded
    ? write.exchange.request.body?.data
    : undefined;
}
