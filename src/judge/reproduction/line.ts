import type { Breaks } from '../../checks/judgement';
import type { View } from '../../checks/view';
import type { Exchange } from '../../exchanges/exchange';
import { curlLine } from '../../exchanges/curl';
import { messageLine } from '../../exchanges/message';
import { writesWhatCame } from './values';

/**
 * The line that sends again what shows a breach.
 * @param views what was looked at, in its order; at least one
 * @returns null for a request that is too long for a line
 */
export function reproductionOf(breach: Breaks, views: readonly View[]): string | null {
  const shown = refusedUpdateOf(breach, views) ?? shownExchange(breach);
  const { exchange } = views.find((view) => view.exchange.id === shown) ?? (views.at(-1) as View);
  return (exchange.request.body?.data.length ?? 0) > LONGEST ? null : lineOf(exchange);
}

const lineOf = (exchange: Exchange): string =>
  exchange.context?.http ? messageLine(exchange) : curlLine(exchange);

/** Longest body that a line has, in characters: Linux takes no longer argument. */
const LONGEST = 128 * 1024;

/** The exchange whose request provokes the breach: the last but one where a read shows what a write did. */
const shownExchange = ({ exchanges }: Breaks): string | undefined =>
  exchanges.length > 1 ? exchanges.at(-2) : exchanges[0];

/** Of a member that the last write does not have, the last refused update that sends what is stored. */
function refusedUpdateOf(breach: Breaks, views: readonly View[]): string | undefined {
  const named = new Set(breach.exchanges);
  const writes = views.filter(({ exchange, intent }) => named.has(exchange.id) && intent !== 'read');
  const last = writes.at(-1);
  if (!last || writesWhatCame(last, breach)) return undefined;
  return writes.findLast((view) => view.refused && writesWhatCame(view, breach))?.exchange.id;
}
