import type { Exchange } from '../../../src/exchanges/exchange';
import { context, exchange, IN_FRONT, refusal, superseded } from '../support';

type Written = NonNullable<Parameters<typeof exchange>[0]>;

/** What no check of refusals judges, shown by a request that has the fault. */
export const notJudged = (fault: Written): Record<string, Exchange> => ({
  'an update that is sound': exchange(),
  'a read': exchange({ method: 'GET', status: 200 }),
  'a request that was sent again': superseded(exchange(fault)),
  'a request inside a batch': exchange({ ...fault, batch: { parent: 'b', id: '1' } }),
  'no answer': exchange({ ...fault, status: 0 }),
  'a planned request without credentials': exchange({ ...fault, context: context({ credentials: 'none' }) }),
  'a planned request with malformed credentials': exchange({
    ...fault,
    context: context({ credentials: 'malformed' }),
  }),
  'a planned request that may only read': exchange({
    ...fault,
    context: context({ credentials: 'read-only' }),
  }),
  'recorded traffic without a token': exchange({
    ...fault,
    headers: { ...fault.headers, Authorization: null },
  }),
  'recorded traffic whose token did not do': refusal({ ...fault, status: 403 }),
  'recorded traffic whose token was refused': refusal({ ...fault, status: 401 }),
  ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, exchange({ ...fault, status })])),
});

/** The fault in a planned request with full credentials. */
export const planned = (fault: Written): Written => ({ ...fault, context: context() });
