import type { Exchange } from './exchange';
import { header } from './headers';
import { OTHERS } from './unread-batch';

/**
 * Whether a browser asks a server before a request to another origin. Microsoft's pages say nothing of that.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export const isPreflight = ({ request }: Pick<Exchange, 'request'>): boolean =>
  request.method === 'OPTIONS' && header(request.headers, 'access-control-request-method') !== undefined;

/** Why an exchange at an address of the operation is none of the contract's business. */
export const whyPassedOver = (exchange: Exchange): string =>
  isPreflight(exchange) ? 'a preflight request of a browser' : OTHERS;
