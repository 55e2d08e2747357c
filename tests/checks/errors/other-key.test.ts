import { context, exchange, PATH, refusal, ROOT, testCheck, violates } from '../support';

const elsewhere = { method: 'GET', url: `${ROOT}${PATH}OfNobody`, context: context({ elsewhere: true }) };

testCheck('errors/other-key', 'ERR-OTHER-KEY', {
  needs: [],
  holds: {
    'a 404': refusal({ ...elsewhere, status: 404 }),
    'a 400': refusal({ ...elsewhere, status: 400 }),
    'a 405 to an update': refusal({ ...elsewhere, method: 'PATCH', status: 405 }),
  },
  breaks: {
    'a policy': [exchange({ ...elsewhere, status: 200 }), violates('status', 'a 4xx', '200')],
    'an update that is carried out': [
      exchange({ ...elsewhere, method: 'PATCH' }),
      violates('status', 'a 4xx', '204'),
    ],
    'a server error': [refusal({ ...elsewhere, status: 500 }), violates('status', 'a 4xx', '500')],
  },
  silent: {
    'a throttle': refusal({ ...elsewhere, status: 429 }),
    'a read of the policy': exchange({ method: 'GET', status: 200 }),
    'another path in recorded traffic': exchange({ method: 'GET', url: elsewhere.url, status: 200 }),
  },
});
