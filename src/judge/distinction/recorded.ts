import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { lasting } from '../../results/waivers/identity';
import { featuresOf, type Feature } from './features';
import { FEW, isOfAcceptance, wordsAgainst } from './words';

/** So many accepted updates are compared with at most, and so many kinds of them: of more nothing is told. */
const ACCEPTED = 20_000;
const KINDS = 500;
/** Of so many findings it is looked at which requests they are of. */
const FINDINGS = 200;

/**
 * What updates of recorded traffic have, as they come: of those that were accepted, and of those whose answer was found
 * wrong. It remembers kinds and not requests. What was stored before nobody knows, since many may have written.
 */
export class RecordedUpdates {
  private readonly accepted = new Map<string, readonly Feature[]>();
  private count = 0;
  private readonly broken = new Map<Finding, (readonly Feature[])[]>();

  /** @param found what was found of it */
  saw(view: View, found: readonly Finding[]): void {
    if (view.intent !== 'update' || this.count > ACCEPTED || this.accepted.size > KINDS) return;
    const wrong = found.filter((finding) => isOfAcceptance(finding, view));
    if (wrong.length > 0) {
      const features = lastingFeatures(view);
      for (const finding of new Set(wrong)) this.keep(finding, features);
    } else if (view.succeeded && view.final && view.plain) {
      this.count += 1;
      const features = lastingFeatures(view);
      this.accepted.set(JSON.stringify(features.map(({ key, at }) => [key, at])), features);
    }
  }

  private keep(finding: Finding, features: readonly Feature[]): void {
    const known = this.broken.get(finding);
    if (known) {
      if (known.length < FEW) known.push(features);
    } else if (this.broken.size < FINDINGS) this.broken.set(finding, [features]);
  }

  /** What tells the updates of a finding from those that were accepted, where the record tells. */
  distinctions(): ReadonlyMap<Finding, string> {
    const words = new Map<Finding, string>();
    if (this.count > ACCEPTED || this.accepted.size > KINDS) return words;
    for (const [finding, requests] of this.broken) {
      if (requests.length < finding.count) continue;
      const said = wordsAgainst(requests, [...this.accepted.values()], this.count);
      if (said !== undefined) words.set(finding, said);
    }
    return words;
  }
}

/** Without ids and times, which differ from request to request, and are no reason to answer it otherwise. */
const lastingFeatures = (view: View): Feature[] =>
  featuresOf(view, {}).filter(({ key }) => lasting(key) === key);
