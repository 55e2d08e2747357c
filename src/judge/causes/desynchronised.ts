import type { View } from '../../checks/view';
import type { Exchange } from '../../exchanges/exchange';
import type { Finding } from '../../results/report';
import type { Link, Trace } from './trace';

/** What begins with this is an answer by itself. */
const STATUS_LINE = /^HTTP\/1\.[01] \d{3}/;

/**
 * A whole answer behind a 204 is taken for the answer to the next request, and each answer behind it for that to the
 * request after its own. The record shows it where an answer is the one that was seen behind a 204, or repeats the id of
 * an earlier request: what such an answer fails by follows from the bytes. So does what a comparison finds behind such an
 * answer in its scenario, since which of the updates there were accepted is not known.
 */
export function* desynchronised(trace: Trace): Iterable<Link> {
  const strays = straysIn(trace);
  const [first] = strays.values();
  if (!first) return;
  const shifted = shiftedIn(trace.views, strays);
  const places = new Map(trace.views.map(({ exchange }, place) => [exchange.id, { exchange, place }]));
  const firstOf = new Map<string | undefined, number>();
  for (const id of shifted) {
    const { exchange, place } = places.get(id) as { exchange: Exchange; place: number };
    const scenario = exchange.context?.scenario;
    firstOf.set(scenario, Math.min(place, firstOf.get(scenario) ?? Infinity));
  }
  const isBehind = (id: string): boolean => {
    const at = places.get(id);
    return at !== undefined && at.place > (firstOf.get(at.exchange.context?.scenario) ?? Infinity);
  };
  for (const told of trace.told) {
    if (told.finding.requirement === 'RES-EMPTY') continue;
    const ids = told.exchanges.map((id) => id.split('/', 1)[0] as string);
    const compares = told.finding.check?.startsWith('state/') === true;
    if (ids.some((id) => shifted.has(id) || (compares && isBehind(id)))) yield [told, first];
  }
}

/** Whole answers that were found behind a 204, each with the finding. */
function straysIn(trace: Trace): Map<string, Finding> {
  const strays = new Map<string, Finding>();
  for (const { finding, exchanges } of trace.of('RES-EMPTY'))
    for (const id of exchanges) {
      const { before, after } = trace.byId.get(id)?.exchange.wire ?? {};
      for (const sample of [before?.sample, after?.sample])
        if (sample !== undefined && STATUS_LINE.test(sample)) strays.set(headOf(sample), finding);
    }
  return strays;
}

/** The exchanges whose answer is another one's. */
function shiftedIn(views: readonly View[], strays: ReadonlyMap<string, Finding>): ReadonlySet<string> {
  const shifted = new Set<string>();
  const asked = new Set<string>();
  for (const view of views) {
    const own = view.requestHeader('client-request-id');
    const repeated = view.responseHeader('client-request-id');
    const head = view.exchange.wire?.head;
    if (
      (head !== undefined && strays.has(headOf(head))) ||
      (repeated !== undefined && repeated !== own && asked.has(repeated))
    )
      shifted.add(view.exchange.id);
    if (own !== undefined) asked.add(own);
  }
  return shifted;
}

const headOf = (answer: string): string => answer.split('\r\n\r\n', 1)[0] as string;
