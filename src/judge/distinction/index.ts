import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { states } from '../causes/states';
import type { Trace } from '../causes/trace';
import { gather } from './common';
import { featuresOf, type Feature } from './features';
import { FEW, isOfAcceptance, wordsAgainst } from './words';

/** So many things are told of one finding. */
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
    if (!view || !isOfAcceptance(told.finding, view)) continue;
    const views = broken.get(told.finding);
    if (views) views.push(view);
    else broken.set(told.finding, [view]);
  }
  const distinctions = new Map<Finding, string>();
  if (broken.size === 0) return distinctions;
  const features = featuresByView(trace);
  const accepted = acceptedIn(trace, new Set([...broken.values()].flat()), features);
  const known = gather(accepted);
  const among = (views: readonly View[]): string | undefined =>
    wordsAgainst(
      views.map((view) => features.get(view) ?? []),
      accepted,
      accepted.length,
      known,
    );
  for (const [finding, views] of broken) {
    // Not each time may have been kept that something was found.
    if (views.length < finding.count) continue;
    const words = wordsOf([...new Set(views)], among);
    if (words !== undefined) distinctions.set(finding, words);
  }
  return distinctions;
}

/** What tells all of them; else what tells each of them by itself, where these are few things. */
function wordsOf(
  views: readonly View[],
  among: (some: readonly View[]) => string | undefined,
): string | undefined {
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

function featuresByView(trace: Trace): ReadonlyMap<View, readonly Feature[]> {
  const features = new Map<View, readonly Feature[]>();
  for (const { view, before } of states(trace.views))
    if (view.intent === 'update') features.set(view, featuresOf(view, before));
  return features;
}

/** The updates that conform, were accepted, and of whose status nothing was found. */
function acceptedIn(
  { views }: Trace,
  broken: ReadonlySet<View>,
  features: ReadonlyMap<View, readonly Feature[]>,
): (readonly Feature[])[] {
  return views
    .filter(
      (view) => view.intent === 'update' && view.succeeded && view.final && view.plain && !broken.has(view),
    )
    .map((view) => features.get(view) ?? []);
}
