import { batch, exchange, item, ROOT, testCheck, violates } from '../support';

const sent = (...requests: unknown[]) => batch(requests, []);
const many = (count: number) => Array.from({ length: count }, (_, index) => item(String(index)));

testCheck('batch/limits', 'BAT-LIMIT', {
  needs: ['requestBody'],
  holds: {
    'twenty requests': sent(...many(20)),
    'one request with all there can be': sent(item('a'), item('b', { dependsOn: ['a'] })),
  },
  breaks: {
    'twenty-one requests': [sent(...many(21)), violates('/requests', 'at most 20 items', '21 items')],
    'an id twice': [sent(item('1'), item('2'), item('1')), violates('/requests/2/id', 'unique ids', '"1"')],
    'an absolute URL': [
      sent(item('1'), item('2', { url: `${ROOT}/me` })),
      violates('/requests/1/url', 'a string that matches ^(?![A-Za-z][A-Za-z0-9+.-]*://)', `"${ROOT}/me"`),
    ],
    'no id': [
      sent(item('1'), item('2', { id: undefined })),
      violates('/requests/1/id', 'present', 'nothing'),
    ],
    'an id that is a number': [sent(item('1', { id: 1 })), violates('/requests/0/id', 'a string', '1')],
    'no method': [
      sent(item('1', { method: undefined })),
      violates('/requests/0/method', 'present', 'nothing'),
    ],
    'no url': [sent(item('1', { url: undefined })), violates('/requests/0/url', 'present', 'nothing')],
    'no requests': [
      exchange({ method: 'POST', url: `${ROOT}/$batch`, json: {}, status: 400 }),
      violates('/requests', 'present', 'nothing'),
    ],
    'a bare array': [
      exchange({ method: 'POST', url: `${ROOT}/$batch`, json: [], status: 400 }),
      violates('', 'an object', '[]'),
    ],
  },
  silent: {
    'a batch that is not JSON': exchange({ method: 'POST', url: `${ROOT}/$batch`, text: '{' }),
    'a GET of the address, even with a body': exchange({ method: 'GET', url: `${ROOT}/$batch`, json: {} }),
    'a POST to the policy': exchange({ method: 'POST', json: {} }),
    'an update': exchange(),
  },
});
