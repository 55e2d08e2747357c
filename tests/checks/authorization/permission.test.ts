import type { Exchange } from '../../../src/exchanges/exchange';
import { context, exchange, IN_FRONT, refusal, superseded, testCheck, violates } from '../support';

const own = { context: context({ credentials: 'read-only' }) };
const EXPECTED = '403, or 404';

/** A request as it stands in the record of a batch. */
const inside = (given: Exchange): Exchange => ({ ...given, batch: { parent: 'x0000', id: '1' } });

testCheck('authorization/permission', 'AUT-403', {
  needs: [],
  holds: {
    'a 403': refusal({ ...own, status: 403 }),
    'a 404, where a 403 would tell too much': refusal({ ...own, status: 404 }),
    'a 403 inside a batch': inside(refusal({ ...own, status: 403 })),
    'a 403 to a reset': refusal({ ...own, method: 'DELETE', json: undefined, status: 403 }),
  },
  breaks: {
    'an update that is carried out': [exchange(own), violates('status', EXPECTED, '204')],
    'a reset that is carried out': [
      exchange({ ...own, method: 'DELETE' }),
      violates('status', EXPECTED, '204'),
    ],
    'an update that is carried out inside a batch': [
      inside(exchange(own)),
      violates('status', EXPECTED, '204'),
    ],
    'a 401': [refusal({ ...own, status: 401 }), violates('status', EXPECTED, '401')],
    'a 400': [refusal(own), violates('status', EXPECTED, '400')],
    'a 411 to content with a length': [
      refusal({ ...own, headers: { 'Content-Length': '90' }, status: 411 }),
      violates('status', EXPECTED, '411'),
    ],
  },
  silent: {
    'a token with the permission': exchange({ context: context() }),
    'recorded traffic, whose permissions do not show': refusal({ status: 400 }),
    'a read': exchange({ ...own, method: 'GET', status: 200 }),
    'a request that was sent again': superseded(exchange(own)),
    'a request of a batch that was not sent on, since another failed': inside(
      exchange({ ...own, status: 424 }),
    ),
    'a 400 to a body that is wrong in itself': refusal({ ...own, json: { state: 'enabled' } }),
    'a 411 to content in chunks': refusal({
      ...own,
      headers: { 'Transfer-Encoding': 'chunked' },
      status: 411,
    }),
    'no answer': exchange({ ...own, status: 0 }),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, exchange({ ...own, status })])),
  },
});
