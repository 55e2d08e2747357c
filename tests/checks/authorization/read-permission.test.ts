import { context, deviates, exchange, IN_FRONT, read, refusal, superseded, testCheck } from '../support';

const own = { context: context({ credentials: 'read-only' }) };
const refused = (status: number) => refusal({ ...own, method: 'GET', json: undefined, status });

testCheck('authorization/read-permission', 'AUT-READ', {
  needs: ['authorization'],
  holds: { 'a read that is answered': read(undefined, own) },
  breaks: {
    'a 403': [refused(403), deviates('status', '200', '403')],
    'a 404': [refused(404), deviates('status', '200', '404')],
  },
  silent: {
    'a token with the write permission': refusal({
      context: context(),
      method: 'GET',
      json: undefined,
      status: 403,
    }),
    'recorded traffic': refusal({ method: 'GET', json: undefined, status: 403 }),
    'an update': refusal({ ...own, status: 403 }),
    'a request that was sent again': superseded(refused(403)),
    'no answer': exchange({ ...own, method: 'GET', status: 0 }),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, refused(status)])),
  },
});
