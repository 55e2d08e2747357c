import type { Finding } from '../../results/report';
import type { Link, Told, Trace } from './trace';

/** Where a finding was told: in which contexts each time, and those that are common to all. */
interface Place {
  told: readonly Told[];
  /** What is common to all times; undefined where it was told of a plain request too. */
  common: readonly string[] | undefined;
}

/** The contexts of the request that something was told of; undefined for a plain one. */
function contextsOf({ exchanges }: Told, trace: Trace): readonly string[] | undefined {
  const given = exchanges.flatMap((id) => trace.byId.get(id)?.exchange.context?.contexts ?? undefined);
  const requests = exchanges.filter((id) => trace.byId.get(id)?.exchange.context?.contexts);
  if (requests.length === 0) return undefined;
  // Of several requests nobody knows which it was: what all of them have may be it.
  return [...new Set(given)].flatMap((context) =>
    context !== undefined && given.filter((each) => each === context).length === requests.length
      ? [context]
      : [],
  );
}

/** Findings by where they were told. */
function placesOf(trace: Trace): Map<Finding, Place> {
  const byFinding = new Map<Finding, Told[]>();
  for (const told of trace.told) {
    const known = byFinding.get(told.finding);
    if (known) known.push(told);
    else byFinding.set(told.finding, [told]);
  }
  const sound = soundContexts(trace);
  return new Map(
    [...byFinding].map(([finding, told]) => {
      const common = commonTo(told, trace);
      return [finding, { told, common: common && telling(common, finding, told, trace, sound) }];
    }),
  );
}

/** A context of a request by what the request asks for: a read in it tells nothing of updates in it. */
const keyOf = (intent: string | undefined, context: string): string => `${intent ?? ''} ${context}`;

/** The contexts in which something was carried out, and nothing is told of it. */
function soundContexts({ told, views }: Trace): Set<string> {
  const troubled = new Set(told.flatMap(({ exchanges }) => exchanges));
  return new Set(
    views
      .filter(({ exchange, succeeded }) => succeeded && !troubled.has(exchange.id))
      .flatMap(({ intent, exchange: { context } }) =>
        (context?.contexts ?? []).map((each) => keyOf(intent, each)),
      ),
  );
}

/** Of the contexts that refused requests have in common, those in which none was carried out; all where that leaves none. */
function telling(
  common: readonly string[],
  { pointer }: Finding,
  told: readonly Told[],
  { byId }: Trace,
  sound: ReadonlySet<string>,
): readonly string[] {
  if (pointer !== 'status') return common;
  const intents = new Set(told.flatMap(({ exchanges }) => exchanges.map((id) => byId.get(id)?.intent)));
  const left = common.filter((context) => ![...intents].some((intent) => sound.has(keyOf(intent, context))));
  return left.length > 0 ? left : common;
}

function commonTo(told: readonly Told[], trace: Trace): readonly string[] | undefined {
  const all = told.map((each) => contextsOf(each, trace));
  if (all.some((each) => each === undefined)) return undefined;
  const [first = [], ...others] = all as (readonly string[])[];
  return first.filter((context) => others.every((other) => other.includes(context)));
}

/**
 * What is found of a request in a context, and of the plain one as well, follows from the plain one. What is found in one
 * context alone, of several rows, has the context for its cause: the first of them speaks for it.
 */
export function* contexts(trace: Trace): Iterable<Link> {
  const places = placesOf(trace);
  const plain = [...places].filter(([, { common }]) => common === undefined).map(([finding]) => finding);
  const own = [...places].filter(([, { common }]) => common !== undefined);
  for (const [finding, { told }] of own) {
    const alike = plain.find((other) => isAlike(other, finding));
    if (alike) for (const each of told) yield [each, alike];
  }
  yield* refusedPlainly(trace, plain, own);
  const speaker = speakerOf(own, trace);
  if (!speaker) return;
  const [cause, { common = [] }] = speaker;
  for (const [finding, { told }] of own)
    for (const each of finding === cause ? [] : told)
      if (contextsOf(each, trace)?.some((context) => common.includes(context))) yield [each, cause];
}

/** Whether two findings differ in no more than how the answer is told, which inside a batch has no reason phrase. */
const isAlike = (one: Finding, other: Finding): boolean =>
  one.check === other.check &&
  one.requirement === other.requirement &&
  one.pointer === other.pointer &&
  one.expected === other.expected;

/** The finding that speaks for a context in which several rows are broken: that updates are refused, or the first. */
function speakerOf(
  own: readonly (readonly [Finding, Place])[],
  trace: Trace,
): readonly [Finding, Place] | undefined {
  const shared = own.filter(([, { common = [] }]) => common.length > 0);
  const general = trace.views[0]?.operation.success.row;
  return (
    shared.find(([{ requirement, pointer }]) => requirement === general && pointer === 'status') ?? shared[0]
  );
}

/** A read or a revert that is refused in a context with the status that the plain one has. */
function* refusedPlainly(
  trace: Trace,
  plain: readonly Finding[],
  own: readonly (readonly [Finding, Place])[],
): Iterable<Link> {
  const causes = new Map<string, Finding>();
  const refusalOf = (told: Told): string | undefined => {
    const view = trace.byId.get(told.exchanges[0] as string);
    const isStatus = told.finding.pointer === 'status' && view?.intent !== 'update';
    return isStatus && view && !view.succeeded ? JSON.stringify([view.intent, view.status]) : undefined;
  };
  for (const told of trace.told) {
    const key = plain.includes(told.finding) ? refusalOf(told) : undefined;
    if (key !== undefined && !causes.has(key)) causes.set(key, told.finding);
  }
  for (const [, { told: all }] of own)
    for (const told of all) {
      const cause = causes.get(refusalOf(told) ?? '');
      if (cause) yield [told, cause];
    }
}

/** Contexts without those that another one says with more words. */
const specific = (contexts: readonly string[]): string[] =>
  contexts.filter((context) => !contexts.some((other) => other.startsWith(`${context}, `)));

const IN_THIS = 'in this context: ';

/** Whether words name a context. */
export const nameContext = (words: string | undefined): boolean => words?.includes(IN_THIS) === true;

/** Contexts that a message names at most. */
const NAMED = 4;

/**
 * Of findings that were told of requests in contexts alone, which contexts those are. A request has several: that in which
 * updates are refused, or else the first row is broken, goes before the others.
 */
export function wordsOfContexts(trace: Trace): Map<Finding, string> {
  const words = new Map<Finding, string>();
  const places = [...placesOf(trace)];
  const own = places.filter(([, { common }]) => common !== undefined);
  const spoken = new Set(speakerOf(own, trace)?.[1].common);
  for (const [finding, { told, common }] of places) {
    if (common === undefined || told.length < finding.count) continue;
    const all = common.length > 0 ? common : told.flatMap((each) => contextsOf(each, trace) ?? []);
    const meant = [...new Set(all)].filter((context) => spoken.has(context));
    const named = specific(meant.length > 0 ? meant : common).slice(0, NAMED);
    const where = named.length > 0 ? `${IN_THIS}${named.join('; ')}` : 'in contexts with nothing in common';
    words.set(finding, `seen only ${where}`);
  }
  return words;
}
