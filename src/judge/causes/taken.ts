import { applied, same } from '../../checks/state/values';
import type { View } from '../../checks/view';
import { propertiesOf, type SchemaNode } from '../../contract/slice';
import { isMembers, type Members } from '../../exchanges/body';
import type { Finding } from '../../results/report';
import { refusalMissing } from './accepted';
import { memberOf, type Link, type Trace } from './trace';

/** A request that should have been refused, was answered with a success, and may have changed the policy. */
interface Taken {
  view: View;
  findings: readonly Finding[];
}

/**
 * What a request leaves behind that should have been refused follows from its being taken: an update of what is no
 * policy, a batch that is none. It does where the read after it shows the value that it carried, or, after a revert,
 * what reverts lead to; any other value is somebody else's work.
 */
export function* taken(trace: Trace): Iterable<Link> {
  const reverted = [...policiesBehindResets(trace.views)];
  let open: Taken[] = [];
  for (const view of trace.views) {
    if (view.intent === 'read' && view.exchange.context?.settled) {
      for (const told of open.length > 0 ? trace.at(view.exchange.id) : []) {
        const member = memberOf(told);
        const isOfIt = told.exchanges.at(-1) === view.exchange.id && LEFT.includes(told.finding.requirement);
        if (member === undefined || !isOfIt) continue;
        const by = open.findLast((each) => leaves(each.view, member, view, reverted));
        for (const finding of by?.findings ?? []) yield [told, finding];
      }
      open = [];
    } else if (CARRIERS.includes(view.intent) && view.succeeded) {
      const findings = trace.at(view.exchange.id).filter(refusalMissing);
      if (findings.length > 0) open.push({ view, findings: findings.map(({ finding }) => finding) });
    }
  }
}

/** Rows by which a member has not the value that it should have kept. */
const LEFT: readonly (string | null)[] = ['SEM-ATOMIC', 'SEM-MERGE'];
/** What is compared with no read, since it is no write to the policy. */
const CARRIERS: readonly View['intent'][] = ['elsewhere', 'batch'];

/** Policies that were read right after a revert. */
function* policiesBehindResets(views: readonly View[]): Iterable<Members> {
  let last: View | undefined;
  for (const view of views) {
    if (view.policy && last?.intent === 'reset' && last.succeeded) yield view.policy;
    if (view.intent !== 'read') last = view;
  }
}

/** Whether a request explains the value of a member that a read shows. */
function leaves(
  by: View,
  member: string,
  { policy, operation }: View,
  reverted: readonly Members[],
): boolean {
  const now = policy?.[member];
  if (by.method === 'DELETE') return reverted.some((each) => same(each[member], now));
  const json = by.requestJson;
  if (!json.ok) return isWrittenIn(by.exchange.request.body?.data ?? '', member, now);
  const schema = propertiesOf(operation.updateSchema)[member] as SchemaNode;
  return valuesOf(json.value, member).some((value) => applied(value, now, schema));
}

/** Whether a text that cannot be parsed has a member with a value, as the suite writes it. */
function isWrittenIn(text: string, member: string, value: unknown): boolean {
  const written = `${JSON.stringify(member)}:${JSON.stringify(value)}`;
  const at = text.indexOf(written);
  return at >= 0 && !/[\d.]/.test(text.charAt(at + written.length));
}

/** The values that a member has anywhere in a document. */
function valuesOf(document: unknown, member: string): unknown[] {
  if (Array.isArray(document)) return document.flatMap((each) => valuesOf(each, member));
  if (!isMembers(document)) return [];
  return Object.entries(document).flatMap(([name, value]) =>
    name === member ? [value] : valuesOf(value, member),
  );
}
