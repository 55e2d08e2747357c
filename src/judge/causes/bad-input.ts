import type { View } from '../../checks/view';
import { isMembers } from '../../exchanges/body';
import { refusalMissing } from './accepted';
import { memberOf, type Link, type Told, type Trace } from './trace';

/** So many rows must be broken alike before one of them speaks for all. */
const ROWS = 3;

/**
 * Bad input is answered as if it were none: that the status of success is another one follows where only such input is
 * answered so. Where no bad input is refused at all and every answer is the same, the first row speaks for the others.
 */
export function* badInput(trace: Trace): Iterable<Link> {
  yield* otherStatus(trace);
  const missing = trace.told.filter(
    (told) => refusalMissing(told) && told.finding.check?.startsWith('errors/'),
  );
  const rows = new Set(missing.map(({ finding }) => finding.requirement));
  const [first] = missing;
  if (!first || rows.size < ROWS || !isOneAnswer(missing, trace) || isAnyRefused(missing, trace)) return;
  const ofBatches = trace.of('BAT-MALFORMED').filter((told) => isOneAnswer([told, first], trace));
  for (const told of [...missing, ...ofBatches])
    if (told.finding.requirement !== first.finding.requirement) yield [told, first.finding];
}

const isOneAnswer = (all: readonly Told[], trace: Trace): boolean =>
  new Set(all.map((told) => trace.shownBy(told)?.status)).size === 1;

/**
 * What should not have been answered with a success has no success whose status could be wrong. Neither has a refusal in
 * words, an error with the status of a success, where such errors answer what should have been refused; and what it
 * refuses is not stored.
 */
function* otherStatus(trace: Trace): Iterable<Link> {
  const first = trace.told.find(refusalMissing);
  if (!first) return;
  const inWords = trace.told.find((told) => refusalMissing(told) && isRefusalInWords(trace.shownBy(told)));
  for (const told of trace.told) {
    const view = trace.shownBy(told);
    if (told.finding.check !== 'response/status' || !view) continue;
    const here = trace.at(view.exchange.id).filter(refusalMissing);
    if (view.sound) {
      if (inWords && isRefusalInWords(view)) yield [told, inWords.finding];
    } else for (const { finding } of here.length > 0 ? here : [first]) yield [told, finding];
  }
  if (!inWords) return;
  // An error is no policy.
  for (const told of trace.of('RES-BODY', 'RES-ODV'))
    if (isRefusalInWords(trace.shownBy(told))) yield [told, inWords.finding];
  for (const told of trace.of('SEM-APPLY', 'SEM-REPLACE')) {
    const member = memberOf(told) as string;
    const last = trace.interval(told)?.writes.findLast(({ members }) => member in members);
    if (isRefusalInWords(last)) yield [told, inWords.finding];
  }
}

/** Whether an answer is an error by its body, and a success by its status. */
function isRefusalInWords(view: View | undefined): boolean {
  if (!view?.succeeded || !view.responseJson.ok) return false;
  const { value } = view.responseJson;
  return isMembers(value) && isMembers(value['error']);
}

/**
 * Whether the provider refuses any update that is wrong by what stands in it, and is carried as those that it does not refuse:
 * what answers batches is often something else than what answers single requests.
 */
function isAnyRefused(missing: readonly Told[], trace: Trace): boolean {
  const carriages = new Set(missing.map((told) => trace.shownBy(told)?.exchange.batch !== undefined));
  return trace.views.some(
    (view) =>
      view.intent === 'update' &&
      !view.sound &&
      view.refused &&
      !view.inPassing &&
      view.exchange.context?.credentials === 'full' &&
      carriages.has(view.exchange.batch !== undefined),
  );
}
