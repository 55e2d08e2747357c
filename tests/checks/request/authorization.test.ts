import { batch, exchange, item, judgeOne, PREFLIGHT, testCheck, violates } from '../support';

const TOLD = 'Bearer and a token';
const given = (Authorization: string | null) => exchange({ headers: { Authorization } });

testCheck('request/authorization', 'REQ-AUTH', {
  needs: ['authorization'],
  holds: {
    'a redacted token': given('Bearer [secret-1, 1432 characters]'),
    'a token as it is': given('Bearer abc.DEF-1~2_3+4/5=='),
    'the scheme in lower case': given('bearer abc.def'),
    'two spaces before the token': given('Bearer  abc.def'),
    "the page's placeholder": given('Bearer {token}'),
    'a shell variable': given('Bearer $TOKEN'),
    'a placeholder in angle brackets': given('Bearer <token>'),
    stars: given('Bearer *****'),
    'the word redacted': given('Bearer [REDACTED]'),
    'a read': exchange({ method: 'GET' }),
    'a batch, whose requests share its token': batch([item('1')], []),
  },
  breaks: {
    'no Authorization': [given(null), violates('header:Authorization', TOLD, 'no Authorization')],
    'an empty Authorization': [given(''), violates('header:Authorization', TOLD, 'an empty header')],
    'Bearer alone': [given('Bearer'), violates('header:Authorization', TOLD, 'Bearer')],
    Basic: [
      given('Basic [secret-1, 20 characters]'),
      violates('header:Authorization', TOLD, 'Basic [secret-1, 20 characters]'),
    ],
    'a token without its scheme': [
      given('[secret-1, 40 characters]'),
      violates('header:Authorization', TOLD, '[secret-1, 40 characters]'),
    ],
    'a redacted value that was no token': [
      given('Bearer [secret-1, 7 characters, not a token]'),
      violates('header:Authorization', TOLD, 'Bearer [secret-1, 7 characters, not a token]'),
    ],
    'a read without Authorization': [
      exchange({ method: 'GET', headers: { Authorization: null } }),
      violates('header:Authorization', TOLD, 'no Authorization'),
    ],
  },
  silent: {
    'a preflight request, which carries no credentials': exchange(PREFLIGHT),
  },
});

test.each([
  [null, 'Authorization must be present'],
  ['', 'Authorization must be Bearer and a token, got nothing'],
  ['Bearer', 'Authorization must be Bearer and a token, got Bearer'],
])('of an Authorization of %j it says %j', (Authorization, message) => {
  expect(judgeOne('request/authorization', given(Authorization)).findings).toMatchObject([{ message }]);
});
