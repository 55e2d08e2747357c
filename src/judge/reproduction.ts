import type { Breaks } from '../checks/judgement';
import type { View } from '../checks/view';
import { curlLine } from '../exchanges/curl';

/**
 * The line that sends again what shows a breach.
 * @param views what was looked at, in its order; at least one
 */
export function reproductionOf(breach: Breaks, views: readonly View[]): string {
  const shown = shownExchange(breach);
  return curlLine((views.find(({ exchange }) => exchange.id === shown) ?? (views.at(-1) as View)).exchange);
}

/** The exchange whose request provokes the breach: the last but one where a read shows what a write did. */
const shownExchange = ({ exchanges }: Breaks): string | undefined =>
  exchanges.length > 1 ? exchanges.at(-2) : exchanges[0];
