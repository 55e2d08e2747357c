import { context, exchange, PATH, refusal, ROOT, testCheck, violates } from '../support';

const url = `${ROOT}${PATH.replace('TemporaryAccessPass', 'temporaryAccessPass')}`;
const own = { url, context: context({ accept: 'RES-KEY-CASE' }) };

testCheck('response/key-case', 'RES-KEY-CASE', {
  needs: [],
  holds: {
    "the example's spelling": exchange(own),
    'the returned spelling': exchange({ context: own.context }),
  },
  breaks: {
    "a 404 to the example's spelling": [
      refusal({ ...own, status: 404 }),
      violates('status', '204', '404: badRequest: Something is wrong.'),
    ],
    'a 400 to a read by it': [
      refusal({ ...own, method: 'GET', json: undefined }),
      violates('status', '200', '400: badRequest: Something is wrong.'),
    ],
  },
  silent: { 'a refusal in recorded traffic': refusal({ url, status: 404 }) },
});
