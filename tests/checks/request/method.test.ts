import { batch, exchange, item, testCheck, violates } from '../support';

testCheck('request/method', 'REQ-METHOD', {
  needs: [],
  holds: {
    'a PATCH': exchange(),
    'a GET': exchange({ method: 'GET' }),
    'a DELETE': exchange({ method: 'DELETE' }),
    'a HEAD, which changes nothing': exchange({ method: 'HEAD' }),
    'a PATCH inside a batch': batch([item('1')], []),
    'a patch inside a batch, where letter case is put aside': batch([item('1', { method: 'patch' })], []),
  },
  breaks: {
    'a PUT': [exchange({ method: 'PUT' }), violates('method', 'PATCH', 'PUT')],
    'a POST': [exchange({ method: 'POST' }), violates('method', 'PATCH', 'POST')],
    'a put in lower case': [exchange({ method: 'put' }), violates('method', 'PATCH', 'put')],
    'a patch in lower case, which is another method': [
      exchange({ method: 'patch' }),
      violates('method', 'PATCH', 'patch'),
    ],
    'a Get in two letter cases': [exchange({ method: 'Get' }), violates('method', 'GET', 'Get')],
  },
  silent: { 'the batch itself': batch([], []) },
});
