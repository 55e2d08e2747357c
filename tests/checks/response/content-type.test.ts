import { exchange, informs, read, testCheck } from '../support';

testCheck('response/content-type', 'RES-CT', {
  needs: ['responseHeaders'],
  holds: { 'a 204 without one': exchange() },
  breaks: {
    'a 204 with one': [
      exchange({ answer: { headers: { 'content-type': 'application/json' } } }),
      informs('header:Content-Type', 'no Content-Type', 'application/json'),
    ],
  },
  silent: { 'a read': read(), 'no answer': exchange({ status: 0 }) },
});
