import type { Feature } from './features';

/** What is known of many requests by their features. */
export interface Known {
  /** How many requests there are. */
  requests: number;
  /** By the key of a feature: how many have it, and between what amounts. */
  features: Map<string, { has: number; least: number; most: number; feature: Feature }>;
}

/** Gathers what requests have in common. */
export function gather(requests: readonly (readonly Feature[])[]): Known {
  const features: Known['features'] = new Map();
  for (const request of requests) {
    const counted = new Set<string>();
    for (const feature of request) {
      const { key, at = 0 } = feature;
      const known = features.get(key);
      if (!known) features.set(key, { has: 1, least: at, most: at, feature });
      else {
        if (!counted.has(key)) known.has += 1;
        known.least = Math.min(known.least, at);
        known.most = Math.max(known.most, at);
      }
      counted.add(key);
    }
  }
  return { requests: requests.length, features };
}

/**
 * What tells some requests from all others, in words; undefined where nothing does, or more than one thing.
 * @param others what is known of those that were answered as they ought to be
 */
export function differenceBetween(some: Known, others: Known): string | undefined {
  const told = new Map<string, string | undefined>();
  for (const [key, { has, least, most, feature }] of some.features) {
    if (has < some.requests || told.has(feature.of)) continue;
    const other = others.features.get(key);
    const words = other ? amountWords(some, { least, most, feature }, other) : presenceWords(some, feature);
    if (words !== null) told.set(feature.of, words);
  }
  for (const [key, { has, feature }] of others.features)
    if (
      has === others.requests &&
      !some.features.has(key) &&
      key === `${feature.of} is sent` &&
      !told.has(feature.of)
    )
      told.set(feature.of, `${subject(some)} leaves out ${feature.of}; every accepted update sends it`);
  return told.size === 1 ? [...told.values()][0] : undefined;
}

/** Null where it is not what tells them apart. */
function amountWords(
  some: Known,
  { least, most, feature: { at, words } }: { least: number; most: number; feature: Feature },
  other: { least: number; most: number },
): string | null {
  if (at === undefined || (least <= other.most && most >= other.least)) return null;
  const [bound, limit, kind] = least > other.most ? [least, other.most, 'more'] : [most, other.least, 'less'];
  const amount = least === most ? String(bound) : `${bound} or ${kind}`;
  return `${subject(some)} ${words} ${amount}; no accepted update sends ${kind} than ${limit}`;
}

const presenceWords = (some: Known, { words, at }: Feature): string | undefined | null => {
  if (at !== undefined) return null;
  return words === undefined
    ? undefined
    : `${subject(some)} ${words}; no accepted update ${words.startsWith('is ') ? 'is' : 'does'}`;
};

/** The requests that something is told of, as the subject of a sentence. */
export const subject = ({ requests }: Known): string =>
  requests === 1 ? 'this update' : 'each of these updates';
