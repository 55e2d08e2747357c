import { batch, exchange, item, testCheck, violates } from '../support';

testCheck('request/method', 'REQ-METHOD', {
  needs: [],
  holds: {
    'a PATCH': exchange(),
    'a patch in lower case': exchange({ method: 'patch' }),
    'a GET': exchange({ method: 'GET' }),
    'a DELETE': exchange({ method: 'DELETE' }),
    'a HEAD, which changes nothing': exchange({ method: 'HEAD' }),
    'a PATCH inside a batch': batch([item('1')], []),
  },
  breaks: {
    'a PUT': [exchange({ method: 'PUT' }), violates('method', 'PATCH', 'PUT')],
    'a POST': [exchange({ method: 'POST' }), violates('method', 'PATCH', 'POST')],
    'a put in lower case': [exchange({ method: 'put' }), violates('method', 'PATCH', 'PUT')],
  },
  silent: { 'the batch itself': batch([], []) },
});
