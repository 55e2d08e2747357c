import type { Demand, Exchange, Expectation } from '../../../src/exchanges/exchange';
import { exchange, TYPE } from '../support';

export const demand = (place: string, value: unknown, fixed = true): Demand => ({ place, value, fixed });

interface Expected {
  status?: number;
  statusFixed?: boolean;
  headers?: Demand[];
  body?: Demand[];
}

/** An interaction of a Pact: a request, and what is expected of the answer. */
export function interaction(
  { status = 204, statusFixed = true, headers = [], body = [] }: Expected,
  request: Parameters<typeof exchange>[0] = {},
): Exchange {
  const expected: Expectation = { status: demand('', status, statusFixed), headers, body };
  return exchange({ ...request, status: 0, expected });
}

/** An update that must be refused. */
export const outOfRange = { json: { '@odata.type': TYPE, defaultLength: 49 } };
export const get = { method: 'GET', json: undefined };
