import type { View } from '../../checks/view';
import type { Breach } from '../../contract/validators';
import { describe } from '../../contract/describe';
import type { Finding } from '../../results/report';
import { refusalMissing } from './accepted';
import { memberOf, type Link, type Told, type Trace } from './trace';

/**
 * Stored values that are out of their order: since an update that breaks the same order is taken, so that nothing holds
 * it; or since one of them is still what it was when it was found that it is not what was sent.
 */
export function* order(trace: Trace): Iterable<Link> {
  const taken = trace.told.filter(refusalMissing);
  const wrong = new Map<string, { value: string; finding: Finding }>();
  for (const view of trace.views) {
    if (view.policy) {
      const here = trace
        .at(view.exchange.id)
        .filter(({ exchanges }) => exchanges.at(-1) === view.exchange.id);
      for (const told of here) note(told, view, wrong);
      for (const told of here)
        if (told.finding.requirement === 'SEM-STATE-RANGE')
          for (const finding of [...sameOrder(told, view, taken, trace), ...stillWrong(told, view, wrong)])
            yield [told, finding];
    } else if (view.intent === 'reset' && !view.refused) wrong.clear();
    else if (!view.refused) for (const member of Object.keys(view.members)) wrong.delete(member);
  }
}

/** Notes a member that is not what was sent. */
function note(told: Told, { policy }: View, wrong: Map<string, { value: string; finding: Finding }>): void {
  const member = memberOf(told);
  if (told.finding.requirement === 'SEM-APPLY' && member !== undefined)
    wrong.set(member, { value: describe(policy?.[member]), finding: told.finding });
}

/** What takes an update that breaks the order in which stored values are not. */
function sameOrder({ finding }: Told, view: View, taken: readonly Told[], trace: Trace): Finding[] {
  const broken = new Set(
    view.policyFaults.filter(({ pointer }) => pointer === finding.pointer).flatMap(orderOf),
  );
  if (broken.size === 0) return [];
  const same = taken.find((told) =>
    trace
      .shownBy(told)
      ?.breaches.flatMap(orderOf)
      .some((each) => broken.has(each)),
  );
  return same ? [same.finding] : [];
}

/** Which member must stand before or behind which one, whatever their values are. */
const orderOf = ({ keyword, pointer, expected }: Breach): string[] =>
  keyword === 'x-ascending' ? [`${pointer} ${expected.replace(/\d+/g, '')}`] : [];

/** What made a value wrong that a stored order is broken by. */
const stillWrong = (
  { finding }: Told,
  { policy }: View,
  wrong: ReadonlyMap<string, { value: string; finding: Finding }>,
): Finding[] =>
  [...wrong].flatMap(([member, { value, finding: from }]) => {
    const isPart = finding.pointer === `/${member}` || finding.expected.includes(`${member} (`);
    return isPart && describe(policy?.[member]) === value ? [from] : [];
  });
