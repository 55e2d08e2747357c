import { COMPARED, memberOf, type Link, type Told, type Trace } from './trace';
import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';

/**
 * An update that should have been refused and was accepted, or whose answer in a batch is not told from another one's:
 * what it left behind explains what later reads show of its members.
 */
export function* accepted(trace: Trace): Iterable<Link> {
  const wrong = new Map<string, ReadonlySet<Finding>>();
  const atRead = new Map<string, Told[]>();
  for (const told of trace.of(...COMPARED)) {
    const id = told.exchanges.at(-1) as string;
    atRead.set(id, [...(atRead.get(id) ?? []), told]);
  }
  for (const view of trace.views) {
    for (const told of atRead.get(view.exchange.id) ?? []) {
      const member = memberOf(told) as string;
      const names = told.finding.requirement === 'SEM-STATE-RANGE' ? [...wrong.keys()] : [member];
      for (const name of names) for (const finding of wrong.get(name) ?? []) yield [told, finding];
    }
    take(view, trace, wrong);
  }
}

function take(view: View, trace: Trace, wrong: Map<string, ReadonlySet<Finding>>): void {
  if (view.intent === 'reset' && view.succeeded) wrong.clear();
  // By another method it is carried out all the same, where it is.
  if (view.intent !== 'update' && view.intent !== 'other-method') return;
  const by = new Set(flags(view, trace).map(({ finding }) => finding));
  if (by.size === 0 && (!view.succeeded || view.intent !== 'update')) return;
  for (const member of Object.keys(view.members)) {
    if (by.size > 0) wrong.set(member, by);
    else wrong.delete(member);
  }
}

/** What was found against the answer to an update that it should have been refused, or whose answer that is. */
export function flags(view: View, trace: Trace): readonly Told[] {
  const own = view.succeeded ? trace.at(view.exchange.id).filter(refusalMissing) : [];
  const { batch } = view.exchange;
  const ofBatch = trace
    .at(batch?.parent)
    .filter((told) => told.finding.requirement === 'BAT-OUTER' || isOfWhole(told, trace));
  return batch ? [...own, ...ofBatch] : own;
}

/** Whether a batch was taken that should have been refused as a whole. */
const isOfWhole = (told: Told, trace: Trace): boolean =>
  refusalMissing(told) && trace.shownBy(told)?.succeeded === true;

/** Whether it was found that a request should have been refused. */
export const refusalMissing = ({ finding }: Told): boolean =>
  /^(?:errors|authorization)\/|^batch\/malformed$/.test(finding.check ?? '') && isRefusal(finding);

/** Whether what was expected is a refusal. */
const isRefusal = ({ expected }: Finding): boolean => /^a 4xx$|^4\d\d\b/.test(expected);
