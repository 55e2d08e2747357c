import { breaks, holds, type CheckAddress, type ScenarioCheck } from '../check';
import type { View } from '../view';
import { compared, intervals, type Difference } from './history';

interface DifferenceCheck {
  address: CheckAddress;
  requirement: string;
  kind: Difference['kind'];
  /** What the member does wrong: "must be stored as it was sent". */
  must: string;
}

/** A check that compares each settled read with what the updates before it promise, in one respect. */
export function differenceCheck({ address, requirement, kind, must }: DifferenceCheck): ScenarioCheck {
  return {
    address,
    requirement,
    needs: ['requestBody', 'responseBody'],
    scope: 'scenario',
    *judge(views) {
      for (const interval of intervals(views)) {
        const { writes, after } = interval;
        for (const { kind: of, member, difference } of compared(interval)) {
          if (of !== kind) continue;
          if (!difference) {
            yield holds(after);
            continue;
          }
          const { expected, actual, needsRepeat } = difference;
          const breach = breaks(after, {
            message: `${member} ${must} (${expected}${spelledIn(writes, member)}), read ${actual}`,
            expected,
            actual,
            pointer: `/${member}`,
            needsRepeat,
          });
          yield { ...breach, exchanges: [...writes.map((write) => write.exchange.id), after.exchange.id] };
        }
      }
    },
  };
}

/** How the last update that sets a member spells its name, where that is not as it is declared. */
function spelledIn(writes: readonly View[], member: string): string {
  const last = writes.findLast((write) => member in write.members);
  const given = last?.body?.respelt.find(
    ({ pointer, declared }) => declared === member && pointer.lastIndexOf('/') === 0,
  );
  return given ? `, as ${given.given}` : '';
}
