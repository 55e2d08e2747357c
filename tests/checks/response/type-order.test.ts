import { context, deviates, exchange, refusal, testCheck, TYPE } from '../support';

const own = {
  json: { isUsableOnce: true, '@odata.type': TYPE },
  context: context({ accept: 'RES-TYPE-ORDER' }),
};

testCheck('response/type-order', 'RES-TYPE-ORDER', {
  needs: [],
  holds: { 'the type at the end': exchange(own) },
  breaks: {
    'a refusal of the type at the end': [
      refusal(own),
      deviates('status', '204', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: { 'a refusal in recorded traffic': refusal({ json: own.json }) },
});
