import { context, deviates, exchange, PATH, refusal, ROOT, testCheck } from '../support';

const own = { url: `${ROOT}${PATH.toLowerCase()}`, context: context({ accept: 'RES-PATH-CASE' }) };

testCheck('response/path-case', 'RES-PATH-CASE', {
  needs: [],
  holds: { 'names in lower case': exchange(own) },
  breaks: {
    'a 404 to names in lower case': [
      refusal({ ...own, status: 404 }),
      deviates('status', '204', '404: badRequest: Something is wrong.'),
    ],
  },
  silent: {
    'a throttle': refusal({ ...own, status: 429 }),
    'a refusal in recorded traffic': refusal({ url: own.url, status: 404 }),
  },
});
