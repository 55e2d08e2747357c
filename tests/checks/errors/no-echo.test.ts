import { Redactor } from '../../../src/exchanges/redact';
import { errorBody, exchange, refusal, testCheck, violates } from '../support';

const echoing = (...places: string[]) =>
  refusal({ echoes: places.map((where) => ({ alias: 'secret-1', where })) });

const TOKEN = 'opaque-Token.of~ours_0123456789';
const JWT = 'eyJhbGciOiJub25lIn0abc.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl';

/** Two answers of one record, so that the second holds what is known from the first. */
function ownTokenTwice() {
  const redactor = new Redactor();
  const answer = { json: errorBody({ message: JWT }) };
  return [1, 2].map(() =>
    redactor.exchange(refusal({ headers: { Authorization: `Bearer ${TOKEN}` }, answer })),
  );
}

testCheck('errors/no-echo', 'ERR-NOECHO', {
  needs: ['authorization', 'responseBody'],
  holds: {
    'an error that repeats nothing': refusal(),
    'a server error that repeats nothing': refusal({ status: 500 }),
    'a message that repeats the value of another header': new Redactor(['X-Tenant']).exchange(
      refusal({
        headers: { Authorization: `Bearer ${TOKEN}`, 'X-Tenant': 'contoso-tenant' },
        answer: { json: errorBody({ message: 'contoso-tenant is unknown' }) },
      }),
    ),
    "answers with one and the same JSON Web Token of the provider's own": ownTokenTwice(),
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
