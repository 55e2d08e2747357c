import { subject, type Known } from './common';
import type { Feature } from './features';

const BOTH = 'no accepted update does both';

/** Whether words name two things that tell an update together, and neither by itself. */
export const nameTwo = (words: string): boolean => words.endsWith(BOTH);

/** How many accepted requests must have each of two things without the other. */
const APART = 2;

/** Something that requests have in common, and of what it is. */
interface Shared {
  of: string;
  /** The same for requests that share it; of an amount, with how much it is. */
  token: string;
  words: string;
}

/**
 * Two things that only together tell some requests from all others, in words; undefined where there are none, or where
 * several pairs do. Each of the two is what accepted requests have as well.
 * @param accepted what the requests have that were answered as they ought to be
 */
export function pairBetween(some: Known, accepted: readonly (readonly Feature[])[]): string | undefined {
  const tokens = accepted.map((features) => new Set(features.map(tokenOf)));
  const shared = sharedBy(some).filter(
    ({ token }) => tokens.filter((each) => each.has(token)).length >= APART,
  );
  const pairs = new Map<string, string>();
  for (const [at, one] of shared.entries())
    for (const other of shared.slice(at + 1)) {
      const key = JSON.stringify([one.of, other.of]);
      if (one.of === other.of || pairs.has(key)) continue;
      if (!tokens.some((each) => each.has(one.token) && each.has(other.token)))
        pairs.set(key, `${one.words} and ${other.words}`);
    }
  const [words, ...others] = pairs.values();
  if (words === undefined || others.length > 0) return undefined;
  return `${subject(some)} ${words}; ${BOTH}`;
}

/** What is told of all of some requests, the general before the special: that a member is sent before its value. */
const sharedBy = ({ requests, features }: Known): Shared[] =>
  [...features.values()].flatMap(({ has, least, most, feature }) =>
    has < requests || feature.words === undefined || least !== most
      ? []
      : [
          {
            of: feature.of,
            token: tokenOf(feature),
            words: feature.at === undefined ? feature.words : `${feature.words} ${feature.at}`,
          },
        ],
  );

const tokenOf = ({ key, at }: Feature): string => (at === undefined ? key : `${key} ${at}`);
