import type { View } from '../../checks/view';
import type { Members } from '../../exchanges/body';
import { same } from '../../checks/state/values';
import { lasting } from '../../results/waivers/identity';
import { states } from './states';
import type { Link, Told, Trace } from './trace';

/**
 * The same words refuse updates of several rows. The general row speaks for the special ones where updates are refused
 * that have nothing special; a special one for the general one where nothing else is refused.
 */
export function* acceptance(trace: Trace): Iterable<Link> {
  const groups = new Map<string, Told[]>();
  for (const told of trace.told) {
    const view = trace.shownBy(told);
    if (!view || told.finding.pointer !== 'status' || !isAnswer(told, view) || view.succeeded)
      if (!isRead(told, view)) continue;
    const key = signatureOf(view as View);
    const group = groups.get(key);
    if (group) group.push(told);
    else groups.set(key, [told]);
  }
  for (const group of groups.values()) {
    const cause = causeIn(group, trace);
    if (cause === undefined) continue;
    const [first] = group.filter(({ finding }) => finding.requirement === cause);
    for (const told of group) if (first && told.finding.requirement !== cause) yield [told, first.finding];
  }
}

/** Whether it was found of the answer itself, with or without the words of its error. */
const isAnswer = ({ finding }: Pick<Told, 'finding'>, { answer }: View): boolean =>
  finding.actual === answer || finding.actual.startsWith(`${answer}: `);

/** A read that is answered otherwise than by 200, with whatever permission. */
const isRead = ({ finding }: Told, view: View | undefined): boolean =>
  view?.intent === 'read' && finding.pointer === 'status' && isAnswer({ finding }, view);

/** What an answer says, without what differs from time to time. */
const signatureOf = ({ intent, answer, exchange, inPassing }: View): string =>
  JSON.stringify([intent, answer, inPassing, lasting(exchange.response?.body?.data ?? '').slice(0, 2000)]);

/** The row that explains the others of a group; undefined where the record cannot tell. */
function causeIn(group: readonly Told[], trace: Trace): string | undefined {
  const rows = [...new Set(group.map(({ finding }) => finding.requirement as string))];
  if (rows.length < 2) return undefined;
  const view = trace.shownBy(group[0] as Told) as View;
  if (view.intent === 'read') return rows.includes('GET-SHAPE') ? 'GET-SHAPE' : undefined;
  const general = view.operation.success.row;
  if (rows.includes('SEM-REPEAT') && view.refused && changesNothing(group, trace)) return 'SEM-REPEAT';
  if (rows.includes(general)) {
    const ids = (of: (row: string) => boolean): string[] =>
      group
        .filter(({ finding }) => of(finding.requirement as string))
        .map(({ exchanges }) => exchanges.at(-1) as string);
    const special = new Set(ids((row) => row !== general));
    if (ids((row) => row === general).some((id) => !special.has(id))) return general;
    return rows.length === 2 ? rows.find((row) => row !== general) : undefined;
  }
  return rows.length === 2 && rows.includes('ERR-ANNOT') && rows.includes('SEM-ROUNDTRIP')
    ? 'ERR-ANNOT'
    : undefined;
}

/** Whether each update that is refused asks for what the policy is already: as it was read last, or as it was sent last. */
function changesNothing(group: readonly Told[], trace: Trace): boolean {
  const refused = new Set(group.map(({ exchanges }) => exchanges.at(-1) as string));
  let sent: Members = {};
  for (const { view, before } of states(trace.views)) {
    // A read may show parts that were left out.
    const isSo = ([member, value]: [string, unknown]): boolean =>
      !view.operation.updatable.includes(member) || same(before[member], value) || same(sent[member], value);
    if (refused.has(view.exchange.id) && !Object.entries(view.members).every(isSo)) return false;
    if (!view.succeeded) continue;
    if (view.intent === 'reset') sent = {};
    else if (view.intent === 'update') sent = { ...sent, ...view.members };
  }
  return true;
}
