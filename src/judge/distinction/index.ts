import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { refusalMissing } from '../causes/accepted';
import { states } from '../causes/states';
import type { Told, Trace } from '../causes/trace';
import { differenceBetween, gather, type Known } from './common';
import { featuresOf, type Feature } from './features';

/** So many updates must have been answered as they ought to be before others are compared with them. */
const ENOUGH = 3;
/** Of so many requests each is looked at by itself, and so many things are told of one finding. */
const FEW = 50;
const CAUSES = 3;

/**
 * What tells an update that should have been accepted, and was not, from the updates of the same run that were: a member
 * and its value, a header, the path, or that it changes nothing. Of a finding for which the record does not tell there
 * is nothing, and so of one that several things could explain.
 */
export function distinctionsOf(trace: Trace): ReadonlyMap<Finding, string> {
  const broken = new Map<Finding, View[]>();
  for (const told of trace.told) {
    const view = trace.shownBy(told);
    if (!view || !isOfAcceptance(told, view)) continue;
    const views = broken.get(told.finding);
    if (views) views.push(view);
    else broken.set(told.finding, [view]);
  }
  const distinctions = new Map<Finding, string>();
  if (broken.size === 0) return distinctions;
  const features = featuresByView(trace);
  const others = knownOfAccepted(trace, new Set([...broken.values()].flat()), features);
  if (others.requests < ENOUGH) return distinctions;
  for (const [finding, views] of broken) {
    // Not each time may have been kept that something was found.
    if (views.length < finding.count) continue;
    const words = wordsOf([...new Set(views)], others, features);
    if (words !== undefined) distinctions.set(finding, words);
  }
  return distinctions;
}

/** What tells all of them; else what tells each of them by itself, where these are few things. */
function wordsOf(
  views: readonly View[],
  others: Known,
  features: ReadonlyMap<View, readonly Feature[]>,
): string | undefined {
  const among = (some: readonly View[]): string | undefined =>
    differenceBetween(gather(some.map((view) => features.get(view) ?? [])), others);
  const all = among(views);
  if (all !== undefined || views.length > FEW) return all;
  const byWords = new Map<string, string[]>();
  for (const view of views) {
    const words = among([view]);
    if (words === undefined) return undefined;
    byWords.set(words, [...(byWords.get(words) ?? []), view.exchange.id]);
  }
  if (byWords.size > CAUSES) return undefined;
  return [...byWords].map(([words, [first]]) => `${first}: ${words}`).join('; ');
}

/** Whether it was found of the answer to an update that it is not the one that an update which conforms has. */
const isOfAcceptance = (told: Told, view: View): boolean =>
  view.intent === 'update' && told.finding.pointer === 'status' && view.plain && !refusalMissing(told);

function featuresByView(trace: Trace): ReadonlyMap<View, readonly Feature[]> {
  const features = new Map<View, readonly Feature[]>();
  for (const { view, before } of states(trace.views))
    if (view.intent === 'update') features.set(view, featuresOf(view, before));
  return features;
}

/** The updates that conform, were accepted, and of whose status nothing was found. */
function knownOfAccepted(
  { views }: Trace,
  broken: ReadonlySet<View>,
  features: ReadonlyMap<View, readonly Feature[]>,
): Known {
  const accepted = views.filter(
    (view) => view.intent === 'update' && view.succeeded && view.final && view.plain && !broken.has(view),
  );
  return gather(accepted.map((view) => features.get(view) ?? []));
}
