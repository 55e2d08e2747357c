import type { View } from '../../checks/view';
import { isMembers } from '../../exchanges/body';
import { refusalMissing } from './accepted';
import type { Link, Told, Trace } from './trace';

/**
 * What is wrong with the answers to batches: a status that each of them has, one that a request inside has and that is
 * no answer to it at all, and text that is no JSON and is taken wherever it comes.
 */
export function* batches(trace: Trace): Iterable<Link> {
  const outer = trace.of('BAT-OUTER');
  for (const told of trace.of('BAT-MALFORMED')) {
    const status = trace.shownBy(told)?.status;
    if (told.finding.expected.startsWith('200'))
      for (const { finding } of outer.filter((each) => isOfStatus(each, status, trace)).slice(0, 1))
        yield [told, finding];
    const [alike] = refusalMissing(told) ? trace.of('ERR-BADJSON').filter(brokenAs(told, trace)) : [];
    if (alike) yield [told, alike.finding];
  }
  for (const told of trace.told) {
    const { exchange } = trace.shownBy(told) ?? {};
    if (!exchange?.batch) continue;
    if (told.finding.requirement === 'GET-SHAPE') {
      // Where answers to a batch are swapped or missing, a read has the answer to another request.
      const [other] = trace.at(exchange.batch.parent).filter(isOfAnAnswer);
      if (other) yield [told, other.finding];
    }
    if (!refusalMissing(told)) continue;
    const place = placeOf(trace.byId.get(exchange.batch.parent), exchange.batch.id);
    for (const { finding } of trace.at(exchange.batch.parent))
      if (finding.requirement === 'BAT-OUTER' && finding.pointer === `/responses/${place}/status`)
        yield [told, finding];
  }
}

const isOfAnAnswer = ({ finding: { requirement, pointer } }: Told): boolean =>
  requirement === 'BAT-OUTER' && pointer?.startsWith('/responses') === true;

/** Whether another batch had the same status where it should have been 200. */
const isOfStatus = (outer: Told, status: number | undefined, trace: Trace): boolean =>
  outer.finding.pointer === 'status' && trace.shownBy(outer)?.status === status;

/** Whether an update that was taken breaks JSON in the same way as a batch that was. */
function brokenAs(batch: Told, trace: Trace): (update: Told) => boolean {
  const fault = faultOf(trace.shownBy(batch));
  return (update) =>
    fault !== undefined && refusalMissing(update) && faultOf(trace.shownBy(update)) === fault;
}

/** What keeps a text from being JSON, without its place; undefined for JSON, and where there is no text. */
function faultOf(view: View | undefined): string | undefined {
  if (!view || view.requestJson.ok || !view.exchange.request.body?.data) return undefined;
  return view.requestJson.problem.replace(/\d+/g, '');
}

/** The place of the answer to a request in a batch; -1 where there is none. */
function placeOf(batch: View | undefined, id: string): number {
  const answer = batch?.responseJson.ok ? batch.responseJson.value : undefined;
  const responses: unknown = isMembers(answer) ? answer['responses'] : undefined;
  return Array.isArray(responses)
    ? responses.findIndex((response) => isMembers(response) && response['id'] === id)
    : -1;
}
