import { context, errorBody, exchange, refusal, superseded, testCheck, TYPE, violates } from '../support';

const own = { context: context({ accept: 'RES-204' }) };

testCheck('response/acceptance', 'RES-204', {
  needs: [],
  holds: {
    'an update that is carried out': exchange(own),
    'any success, whose status response/status judges': exchange({ ...own, status: 200 }),
  },
  breaks: {
    'a refusal of an update that conforms': [
      refusal(own),
      violates('status', '204', '400: badRequest: Something is wrong.'),
    ],
    'a server error on it': [
      refusal({ ...own, status: 500 }),
      violates('status', '204', '500: badRequest: Something is wrong.'),
    ],
    'a refusal with many words, which are cut': [
      refusal({ ...own, answer: { json: errorBody({ message: 'x'.repeat(300) }) } }),
      violates('status', '204', `400: badRequest: ${'x'.repeat(200 - 'badRequest: '.length)}…`),
    ],
    'a refusal without words': [refusal({ ...own, answer: { json: {} } }), violates('status', '204', '400')],
    'a redirect of it': [exchange({ ...own, status: 302 }), violates('status', '204', '302')],
    'a refusal of an update whose request breaks an INFO': [
      refusal({ ...own, headers: { 'client-request-id': null } }),
      violates('status', '204', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: {
    'a refusal of an update that breaks a MUST': refusal({
      ...own,
      json: { '@odata.type': TYPE, defaultLength: 49 },
    }),
    'a refusal of an update that breaks a SHOULD': refusal({
      ...own,
      json: { '@odata.type': TYPE, unheardOf: 1 },
    }),
    'a refusal in recorded traffic, whose reasons do not show': refusal(),
    'a refusal that another row waits for': refusal({ context: context({ accept: 'RES-KEY-CASE' }) }),
    'a throttle': refusal({ ...own, status: 429 }),
    'a service that is overloaded': refusal({ ...own, status: 503 }),
    'a refusal that was sent again': superseded(refusal(own)),
    'no answer': exchange({ ...own, status: 0 }),
    'an answer of a gateway that had none in time': refusal({ ...own, status: 504 }),
  },
});
