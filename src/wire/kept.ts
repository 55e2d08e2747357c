import type { HttpResponse } from '../exchanges/exchange';

/** Headers beyond these are out of the ordinary, and each costs more memory than it has characters. */
const HEADERS_FREE = 100;
const HEADER_COST = 256;

/** What an answer costs while it is kept, in characters. */
export const keptOf = (response: HttpResponse | undefined): number =>
  response
    ? (response.body?.data.length ?? 0) + Math.max(0, response.headers.length - HEADERS_FREE) * HEADER_COST
    : 0;
