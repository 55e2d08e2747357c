import { batch, exchange, item, PATH, testCheck, violates } from '../support';

testCheck('batch/content-type', 'BAT-CT', {
  needs: ['requestBody'],
  holds: {
    'a request with a body that says its type': batch([item('1')], []),
    'a type that is not JSON, which REQ-CT judges': batch(
      [item('1', { headers: { 'content-type': 'text/plain' } })],
      [],
    ),
  },
  breaks: {
    'a request with a body and no headers': [
      batch([item('1', { headers: undefined })], []),
      violates('header:Content-Type', 'application/json', 'no Content-Type'),
    ],
    'a request with a body and other headers': [
      batch([item('1', { headers: { Prefer: 'return=minimal' } })], []),
      violates('header:Content-Type', 'application/json', 'no Content-Type'),
    ],
  },
  silent: {
    'a request without a body': batch([{ id: '1', method: 'GET', url: PATH }], []),
    'another operation in the batch': batch([{ id: '1', method: 'PATCH', url: '/me', body: {} }], []),
    'an update outside a batch': exchange({ headers: { 'Content-Type': null } }),
  },
});
