import { exchange, informs, POLICY, refusal, superseded, testCheck, update } from '../support';

const headers = { Prefer: 'return=representation' };
const asked = (written: object = {}) => exchange({ headers, ...written });
const EXPECTED = '204, or 200 with the policy';

testCheck('response/prefer', 'RES-PREFER', {
  needs: [],
  holds: {
    'a 204': asked(),
    'a 200 with the policy': asked({ status: 200, answer: { json: POLICY } }),
    'one preference among several': exchange({ headers: { Prefer: 'wait=10, Return=Representation' } }),
  },
  breaks: {
    'a 200 without a body': [asked({ status: 200 }), informs('status', EXPECTED, '200')],
    'a refusal': [asked({ status: 400 }), informs('status', EXPECTED, '400')],
  },
  silent: {
    'an update that asks for nothing': exchange(),
    'an update that asks for the minimum': exchange({ headers: { Prefer: 'return=minimal' } }),
    'an update that breaks a rule': update({ defaultLength: 49 }, { headers, status: 400 }),
    'a throttle': asked({ status: 429 }),
    'a request that was sent again': superseded(asked({ status: 400 })),
    'a read': exchange({ method: 'GET', headers, status: 200 }),
    'a refusal for want of a permission': refusal({ headers, status: 403 }),
  },
});
