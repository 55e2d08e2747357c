import type { Exchange } from '../../../src/exchanges/exchange';
import { context, exchange, refusal, testCheck, violates } from '../support';

const own = { context: context({ credentials: 'read-only' }) };
const EXPECTED = '403, or 404';

/** A request as it stands in the record of a batch. */
const inside = (given: Exchange): Exchange => ({ ...given, batch: { parent: 'x0000', id: '1' } });

testCheck('authorization/batch-permission', 'AUT-403', {
  needs: [],
  holds: {
    'a 403': inside(refusal({ ...own, status: 403 })),
    'a 404, where a 403 would tell too much': inside(refusal({ ...own, status: 404 })),
    'a 403 to a reset': inside(refusal({ ...own, method: 'DELETE', json: undefined, status: 403 })),
  },
  breaks: {
    'an update that is carried out': [inside(exchange(own)), violates('status', EXPECTED, '204')],
    'a 400': [inside(refusal(own)), violates('status', EXPECTED, '400')],
  },
  silent: {
    'a request of its own': exchange(own),
    'a token with the permission': inside(exchange({ context: context() })),
    'recorded traffic, whose permissions do not show': inside(exchange()),
    'a request that was not sent on, since another failed': inside(exchange({ ...own, status: 424 })),
  },
});
