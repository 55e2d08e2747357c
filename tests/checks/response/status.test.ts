import { errorBody, exchange, POLICY, refusal, superseded, testCheck, update, violates } from '../support';

const answered = (status: number, statusText?: string) =>
  exchange({ status, ...(statusText === undefined ? {} : { statusText }) });

testCheck('response/status', 'RES-204', {
  needs: [],
  holds: {
    'a 204': answered(204),
    'a 204 to an update that breaks a rule: what was taken was answered as success is': update({
      defaultLength: 49,
    }),
  },
  breaks: {
    'a 200 with the policy': [
      exchange({ status: 200, statusText: 'OK', answer: { json: POLICY } }),
      violates('status', '204', '200 OK'),
    ],
    'a 200 without a body': [answered(200), violates('status', '204', '200')],
    'a 202': [answered(202, 'Accepted'), violates('status', '204', '202 Accepted')],
    'a redirect': [answered(302, 'Found'), violates('status', '204', '302 Found')],
    'a 200 to an update that breaks a rule': [
      update({ defaultLength: 49 }, { status: 200 }),
      violates('status', '204', '200'),
    ],
    'a 200 to Prefer: return=minimal': [
      exchange({ status: 200, headers: { Prefer: 'return=minimal' } }),
      violates('status', '204', '200'),
    ],
  },
  silent: {
    'a refusal': refusal(),
    'a server error': exchange({ status: 500, answer: { json: errorBody() } }),
    'a redirect of an update that breaks a rule': update({ defaultLength: 49 }, { status: 302 }),
    'a 200 that the client asked for': exchange({
      status: 200,
      headers: { Prefer: 'return=representation' },
    }),
    'a request that was sent again': superseded(answered(200)),
    'a request without an answer': exchange({ status: 0 }),
    'an answer that broke off': exchange({
      status: 200,
      failure: { kind: 'reset', message: 'connection reset' },
    }),
    'a read': exchange({ method: 'GET', status: 200 }),
    'a reset': exchange({ method: 'DELETE', status: 200 }),
    'a request inside a batch, which BAT-OUTER judges': exchange({
      status: 200,
      batch: { parent: 'b', id: '1' },
    }),
  },
});
