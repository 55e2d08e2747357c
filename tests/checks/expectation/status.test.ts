import { exchange, informs, testCheck, violates } from '../support';
import { get, interaction, outOfRange } from './support';

testCheck('expectation/status', 'EXP-STATUS', {
  needs: [],
  holds: {
    'a 204 to an update': interaction({}),
    'a 200 to a read': interaction({ status: 200 }, get),
    'a 204 to a DELETE': interaction({}, { method: 'DELETE', json: undefined }),
    'a 200 to an update that asks for the policy': interaction(
      { status: 200 },
      { headers: { Prefer: 'return=representation' } },
    ),
    'a throttle, which a provider may answer with': interaction({ status: 429 }),
    'any 4xx to an update out of range': interaction({ status: 400, statusFixed: false }, outOfRange),
    'a 401 to a request without a token': interaction({ status: 401 }, { headers: { Authorization: null } }),
    'a 415 to text': interaction({ status: 415 }, { headers: { 'Content-Type': 'text/plain' } }),
  },
  breaks: {
    'a 200 to an update': [interaction({ status: 200 }), violates('status', '204', '200')],
    'a 204 to a read': [interaction({ status: 204 }, get), violates('status', '200', '204')],
    'a 204 to an update out of range': [interaction({}, outOfRange), violates('status', 'a 4xx', '204')],
    'a 204 to a PUT': [interaction({}, { method: 'PUT' }), violates('status', 'a 4xx', '204')],
    'a 200 to a read without a token': [
      interaction({ status: 200 }, { ...get, headers: { Authorization: null } }),
      violates('status', 'a 4xx', '200'),
    ],
    'a 400 and no other to an update out of range': [
      interaction({ status: 400 }, outOfRange),
      informs('status', 'a 4xx', '400'),
    ],
    'a 403 to a request without a token': [
      interaction({ status: 403 }, { headers: { Authorization: null } }),
      informs('status', '401', '403'),
    ],
  },
  silent: { 'an answer that somebody gave': exchange({ status: 200 }) },
});
