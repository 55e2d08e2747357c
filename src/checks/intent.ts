import type { Address } from '../exchanges/address';
import type { Exchange } from '../exchanges/exchange';
import { isPreflight } from '../exchanges/passed-over';
import type { Intent } from './kind';

/** Methods are case-sensitive (RFC 9110 9.1), but for those inside a batch (OData JSON 4.01, 19.1). */
export function methodOf({ request, batch }: Exchange, address: Address | undefined): string {
  return batch || address?.resource === 'batch' ? request.method.toUpperCase() : request.method;
}

/** The intent of a request to the operation; undefined for another operation. */
export function intentOf(
  address: Address | undefined,
  method: string,
  exchange: Exchange,
): Intent | undefined {
  const { context, batch } = exchange;
  if (context?.http && (address || context.elsewhere)) return 'http';
  // In a batch of the suite's own stands what the suite sends, wherever it goes.
  if (!address) return context && (context.elsewhere || batch) ? 'elsewhere' : undefined;
  if (!context && isPreflight(exchange)) return undefined;
  if (address.resource === 'batch') return 'batch';
  return INTENTS[method] ?? 'other-method';
}

/** Whether a request was refused: by itself, or with the batch that it travelled in. */
export const isRefused = ({ response, batch }: Exchange): boolean =>
  response === undefined ? batch?.refused === true : response.status >= 400 && response.status < 500;

const INTENTS: Readonly<Record<string, Intent>> = { PATCH: 'update', GET: 'read', DELETE: 'reset' };
