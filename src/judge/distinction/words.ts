import type { View } from '../../checks/view';
import type { Finding } from '../../results/report';
import { refusalMissing } from '../causes/accepted';
import { differenceBetween, gather, type Known } from './common';
import type { Feature } from './features';
import { pairBetween } from './pairs';

/** So many updates must have been answered as they ought to be before others are compared with them. */
const ENOUGH = 3;
/** Of so many requests each is looked at by itself. */
export const FEW = 50;

type Request = readonly Feature[];

/**
 * What tells all of some requests from those that were accepted: one thing, or two that only go together with none of them.
 * @param count how many were accepted, where only their kinds are at hand
 */
export function wordsAgainst(
  some: readonly Request[],
  accepted: readonly Request[],
  count = accepted.length,
  known: Known = gather(accepted),
): string | undefined {
  if (count < ENOUGH) return undefined;
  const gathered = gather(some);
  return differenceBetween(gathered, known) ?? pairBetween(gathered, accepted);
}

/** Whether it was found of the answer to an update that it is not the one that an update which conforms has. */
export const isOfAcceptance = (finding: Finding, view: View): boolean =>
  view.intent === 'update' &&
  finding.pointer === 'status' &&
  view.plain &&
  !refusalMissing({ finding, exchanges: [] });
