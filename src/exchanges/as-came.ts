import type { Exchange } from './exchange';

const came = new WeakMap<Exchange, Exchange>();

/** Remembers of an exchange that is recorded what it was before values were hidden in it, as long as it is at hand. */
export function rememberAsCame(recorded: Exchange, exchange: Exchange): void {
  if (recorded !== exchange) came.set(recorded, exchange);
}

/**
 * An exchange with the values that its record hides, though without its secrets: for putting a policy back as it was,
 * and for nothing that is kept or told.
 */
export const asCame = (recorded: Exchange): Exchange => came.get(recorded) ?? recorded;
