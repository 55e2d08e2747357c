import { exchange, refusal, testCheck, violates } from '../support';
import { notJudged, planned } from './refusals';

const fault = { json: { isUsableOnce: true } };
const TOLD = violates('/@odata.type', 'a 4xx', '204');

testCheck('errors/missing-type', 'ERR-NOTYPE', {
  needs: [],
  holds: {
    'a 400': refusal(fault),
    'a 422': refusal({ ...fault, status: 422 }),
    'a 400 in a planned run': refusal(planned(fault)),
  },
  breaks: {
    'a body without it that is taken': [exchange(fault), TOLD],
    'an empty object that is taken': [exchange({ json: {} }), TOLD],
    'a server error': [refusal({ ...fault, status: 500 }), violates('/@odata.type', 'a 4xx', '500')],
  },
  silent: {
    ...notJudged(fault),
    'another type, which errors/wrong-type judges': exchange({ json: { '@odata.type': '#x' } }),
    'a body that is no object': exchange({ json: [] }),
  },
});
