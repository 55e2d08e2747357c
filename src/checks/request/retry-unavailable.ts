import { waitsAfter } from './retry-after';

/**
 * After a 503 the client waits as long as Retry-After says before it sends the request again.
 * @see https://learn.microsoft.com/graph/errors#http-status-codes
 */
export const retryUnavailable = waitsAfter(503, 'request/retry-unavailable', 'THR-503');
