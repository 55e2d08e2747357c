import type { View } from '../../checks/view';
import type { Members } from '../../exchanges/body';
import type { Finding } from '../../results/report';
import { flags } from './accepted';
import { memberOf, type Link, type Trace } from './trace';

/** Rows by which an update left a value behind that it should not have. */
const LEFT: readonly string[] = ['SEM-ATOMIC', 'SEM-APPLY', 'SEM-MERGE'];

/**
 * An update that conforms is refused since it breaks the order with a value that another one left behind: by a refusal
 * that was carried out, by being accepted, or by not being stored. It follows where the update is in order with what
 * the policy ought to be, and is not with what was left.
 */
export function* laterRefusal(trace: Trace): Iterable<Link> {
  let ought: Members = {};
  let left: Members = {};
  let by = new Set<Finding>();
  for (const view of trace.views) {
    for (const told of trace.at(view.exchange.id)) {
      const isRefused = told.finding.pointer === 'status' && view.refused && view.sound;
      if (!isRefused || told.exchanges.at(-1) !== view.exchange.id) continue;
      if (isInOrder(view, ought) && !isInOrder(view, left)) for (const finding of by) yield [told, finding];
    }
    if (view.intent === 'reset' && view.succeeded) [ought, left, by] = [{}, {}, new Set()];
    if (view.intent === 'read' && view.policy) {
      // A read that is sent again may be older than the writes before it, and nothing is found of it.
      if (!view.exchange.context?.settled) continue;
      const wrong = trace
        .at(view.exchange.id)
        .filter((each) => LEFT.includes(each.finding.requirement as string));
      const members = wrong.map(memberOf);
      left = view.policy;
      ought = { ...view.policy, ...pick(ought, members) };
      by = new Set([...(differ(ought, left) ? by : []), ...wrong.map(({ finding }) => finding)]);
    }
    if (view.intent !== 'update') continue;
    const broken = trace
      .at(view.exchange.id)
      .filter(({ finding }) => view.refused && finding.requirement === 'SEM-ATOMIC');
    const missing = [...flags(view, trace), ...broken];
    for (const { finding } of missing) by.add(finding);
    if (missing.length > 0) left = { ...left, ...view.members };
    else if (view.succeeded)
      [ought, left] = [
        { ...ought, ...view.members },
        { ...left, ...view.members },
      ];
  }
}

const pick = (from: Members, members: readonly (string | undefined)[]): Members =>
  Object.fromEntries(Object.entries(from).filter(([member]) => members.includes(member)));

const differ = (one: Members, other: Members): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Whether the policy would keep its order with this update. */
function isInOrder({ operation, members }: View, policy: Members): boolean {
  const settable = pick(policy, operation.updatable);
  return !operation
    .validateUpdate(operation.bodyOf({ ...settable, ...members }))
    .some(({ keyword }) => keyword === 'x-ascending');
}
