import { exchange, refusal, testCheck, violates } from '../support';

const echoing = (...places: string[]) =>
  refusal({ echoes: places.map((where) => ({ alias: 'secret-1', where })) });

testCheck('errors/no-echo', 'ERR-NOECHO', {
  needs: ['authorization', 'responseBody'],
  holds: {
    'an error that repeats nothing': refusal(),
    'a server error that repeats nothing': refusal({ status: 500 }),
  },
  breaks: {
    'the token in the body': [echoing('body'), violates('', 'no token', 'the token in the body')],
    'the token in a header': [
      echoing('header WWW-Authenticate'),
      violates('header:WWW-Authenticate', 'no token', 'the token in the header WWW-Authenticate'),
    ],
    'the token in both': [
      echoing('header X-Debug', 'body'),
      violates('header:X-Debug', 'no token', 'the token in the header X-Debug'),
      violates('', 'no token', 'the token in the body'),
    ],
  },
  silent: {
    'a success': exchange({ echoes: [{ alias: 'secret-1', where: 'body' }] }),
    'a record that was not redacted, in which no secret is known': refusal({
      headers: { Authorization: 'Bearer abc.def' },
    }),
    'a request without a token to repeat': refusal({ headers: { Authorization: null } }),
    'no answer': exchange({ status: 0 }),
  },
});
