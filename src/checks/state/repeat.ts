import { describe } from '../../contract/describe';
import { breaks, holds, type ScenarioCheck } from '../check';
import type { View } from '../view';
import { intervals, type Interval } from './history';
import { same } from './values';

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
      const again = onlyUpdate(interval);
      previous = interval;
      if (!first?.succeeded || !again?.final || bodyOf(again) !== bodyOf(first)) continue;
      if (!again.succeeded) {
        yield breaks(again, {
          message: `the same update sent again should be accepted again, got ${again.answer}`,
          expected: String(again.operation.success.status),
          actual: again.answer,
          pointer: 'status',
        });
        continue;
      }
      const before = interval.before?.policy ?? {};
      const after = interval.after.policy ?? {};
      const moved = first.operation.updatable.filter((member) => !same(before[member], after[member]));
      if (moved.length === 0) yield holds(interval.after);
      for (const member of moved) {
        yield breaks(interval.after, {
          message: `${member} should be the same after the same update was sent again`,
          expected: describe(before[member]),
          actual: describe(after[member]),
          pointer: `/${member}`,
          needsRepeat: !interval.known.forbids(member, after[member]),
        });
      }
    }
  },
};

/** The one update of an interval; undefined where there were several, or something else. */
function onlyUpdate({ writes }: Interval): View | undefined {
  const [write] = writes;
  return writes.length === 1 && write?.intent === 'update' && !write.inPassing ? write : undefined;
}

const bodyOf = (write: View): string | undefined => write.exchange.request.body?.data;
