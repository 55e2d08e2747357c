import type { HttpResponse } from '../exchanges/exchange';

/** Headers up to this number are usual; each further one costs more memory than its characters. */
const HEADERS_FREE = 100;
const HEADER_COST = 256;

/** The memory that a kept answer takes, in characters. */
export const keptOf = (response: HttpResponse | undefined): number =>
  response
    ? (response.body?.data.length ?? 0) + Math.max(0, response.headers.length - HEADERS_FREE) * HEADER_COST
    : 0;
