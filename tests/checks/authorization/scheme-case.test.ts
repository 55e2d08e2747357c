import { context, deviates, exchange, refusal, testCheck } from '../support';

const headers = { Authorization: 'bearer [secret-1, 40 characters]' };
const own = { headers, context: context({ accept: 'AUT-401', credentials: 'lower-case-scheme' }) };

testCheck('authorization/scheme-case', 'AUT-401', {
  needs: [],
  holds: { 'bearer in lower case': exchange(own) },
  breaks: {
    'a 401 to bearer in lower case, which only deviates': [
      refusal({ ...own, status: 401 }),
      deviates('status', '204', '401: badRequest: Something is wrong.'),
    ],
  },
  silent: { 'a 401 in recorded traffic': refusal({ headers, status: 401 }) },
});
