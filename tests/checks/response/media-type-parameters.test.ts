import { context, deviates, exchange, refusal, testCheck, violates } from '../support';

const as = (type: string) => ({
  headers: { 'Content-Type': type },
  context: context({ accept: 'RES-CT-PARAM' }),
});

testCheck('response/media-type-parameters', 'RES-CT-PARAM', {
  needs: [],
  holds: {
    'a charset': exchange(as('application/json; charset=utf-8')),
    "OData's parameters": exchange(as('application/json;odata.metadata=minimal')),
  },
  breaks: {
    'a refusal of a charset': [
      refusal({ ...as('application/json;charset=UTF-8'), status: 415 }),
      violates('status', '204', '415: badRequest: Something is wrong.'),
    ],
    "a refusal of OData's parameters, which only deviates": [
      refusal({ ...as('application/json;odata.metadata=minimal'), status: 415 }),
      deviates('status', '204', '415: badRequest: Something is wrong.'),
    ],
    'a refusal of both at once, which only deviates': [
      refusal(as('application/json;charset=utf-8;IEEE754Compatible=false')),
      deviates('status', '204', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: {
    'another media type, which may well be refused': refusal(as('text/plain')),
    'a refusal in recorded traffic': refusal({
      headers: { 'Content-Type': 'application/json;charset=utf-8' },
    }),
  },
});
