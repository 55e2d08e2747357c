import { breaks, type ScenarioCheck } from '../check';
import { judgementsIn, settle } from '../judgement';
import { differenceCheck } from './difference-check';
import { intervals } from './history';
import { otherForms } from './other-forms';

const stored = differenceCheck({
  address: 'state/apply',
  requirement: 'SEM-APPLY',
  kind: 'apply',
  must: 'must be stored as it was sent',
});

/**
 * The values of an update are in a later read, polled to a deadline, in whatever form; one that shows them behind it is late.
 * @see https://learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update Request body
 */
export const apply: ScenarioCheck = {
  ...stored,
  *judge(views) {
    yield* judgementsIn(settle(stored.judge(views)));
    yield* otherForms(views);
    for (const { writes, after } of intervals(views)) {
      const settled = after.exchange.context?.settled;
      if (!settled?.late) continue;
      const breach = breaks(after, {
        message: 'a read must show what was written within the time that --settle grants',
        expected: 'a read in time',
        actual: `one after ${settled.waitedMs} ms`,
        needsRepeat: true,
      });
      yield { ...breach, exchanges: [...writes.map((write) => write.exchange.id), after.exchange.id] };
    }
  },
};
