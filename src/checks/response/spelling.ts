import { breaks, holds, type CheckAddress, type ScenarioCheck } from '../check';
import type { View } from '../view';
import { compare, intervals, type Interval } from '../state/history';

interface Spelling {
  address: CheckAddress;
  requirement: string;
  /** The part with another spelling, for messages: "the key". */
  of: string;
}

/**
 * A check that another spelling of the path leads to the same policy, and not to one of its own. It judges
 * updates that a scenario sent for the row and that a read in another spelling follows, once an update in the
 * read's own spelling has shown in it: a provider that stores nothing at all breaks another row.
 */
function spelling({ address, requirement, of }: Spelling): ScenarioCheck {
  return {
    address,
    requirement,
    needs: ['requestBody', 'responseBody'],
    scope: 'scenario',
    *judge(views) {
      let shown = false;
      for (const interval of intervals(views)) {
        const [write] = interval.writes;
        if (interval.writes.length !== 1 || !write?.succeeded) continue;
        const missing = notStored(interval);
        if (pathOf(write) === pathOf(interval.after)) {
          shown ||= missing.length === 0;
          continue;
        }
        if (!shown || write.exchange.context?.accept !== requirement) continue;
        if (missing.length === 0) yield holds(write, interval.after);
        for (const { member, expected, actual } of missing) {
          const breach = breaks(write, {
            message: `${of} in another spelling must lead to the same policy: ${member} was sent as ${expected}, read ${actual}`,
            expected,
            actual,
            pointer: `/${member}`,
          });
          yield { ...breach, exchanges: [write.exchange.id, interval.after.exchange.id] };
        }
      }
    },
  };
}

const notStored = ({ before, writes, after }: Interval) =>
  [...compare(after.operation, before?.policy, writes, after.policy ?? {})].flatMap(({ kind, difference }) =>
    kind === 'apply' && difference ? [difference] : [],
  );

const pathOf = ({ exchange }: View): string => new URL(exchange.request.url).pathname;

/**
 * What is written by one spelling of the key is read by the other.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update HTTP request and Example
 */
export const keySpelling = spelling({
  address: 'response/key-spelling',
  requirement: 'RES-KEY-CASE',
  of: 'the key',
});

/**
 * What is written by one spelling of the segments before the key is read by the other.
 * @see https://learn.microsoft.com/graph/traverse-the-graph#microsoft-graph-api-metadata
 */
export const pathSpelling = spelling({
  address: 'response/path-spelling',
  requirement: 'RES-PATH-CASE',
  of: 'the path',
});
