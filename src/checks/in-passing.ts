import type { Exchange } from '../exchanges/exchange';
import { header } from '../exchanges/headers';

/** Statuses by which something in front speaks, or the provider asks for patience. */
const IN_PASSING = new Set([429, 502, 503, 504]);

/**
 * Whether an answer is no word of the provider's on the request. A server may also ask for the length of content that comes in
 * chunks, whatever the content is.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
export function isInPassing({ request, response }: Exchange): boolean {
  if (response === undefined) return false;
  if (response.status !== 411) return IN_PASSING.has(response.status);
  return header(request.headers, 'transfer-encoding') !== undefined;
}
