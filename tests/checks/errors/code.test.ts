import { errorBody, exchange, informs, refusal, testCheck } from '../support';

const coded = (code: unknown) => refusal({ answer: { json: errorBody({ code }) } });

testCheck('errors/code', 'ERR-CODE', {
  needs: ['responseBody'],
  holds: { 'camel case': coded('badRequest'), 'one word': coded('forbidden') },
  breaks: {
    'Pascal case': [coded('BadRequest'), informs('/error/code', 'camelCase', '"BadRequest"')],
    'an underscore': [
      coded('Request_BadRequest'),
      informs('/error/code', 'camelCase', '"Request_BadRequest"'),
    ],
    'an empty code': [coded(''), informs('/error/code', 'camelCase', '""')],
  },
  silent: {
    'a code that is no string, which errors/envelope judges': coded(400),
    'an error without code': refusal({ answer: { json: { error: {} } } }),
    'a success': exchange(),
  },
});
