import { operationNamed } from '../../../src/contract/operation';
import {
  exchange,
  IN_FRONT,
  judgeOne,
  PREFLIGHT,
  refusal,
  superseded,
  testCheck,
  violates,
} from '../support';

const refused = (challenge: string | null, written: object = {}) =>
  refusal({
    status: 401,
    headers: { Authorization: null },
    answer: { headers: { 'WWW-Authenticate': challenge } },
    ...written,
  });
const open = (Authorization: string | null, status = 204) => exchange({ headers: { Authorization }, status });
const POINTER = 'header:WWW-Authenticate';
const EXPECTED = 'WWW-Authenticate: Bearer';

testCheck('authorization/challenge', 'AUT-401', {
  needs: ['authorization'],
  holds: {
    'a Bearer challenge': refused('Bearer realm=""'),
    'the scheme alone': refused('Bearer'),
    'a token in the place of parameters': refused('Negotiate YII=, Bearer'),
    'empty elements, and white space': refused(', Bearer realm = "a, b \\" c" , error=invalid_token,'),
    'the scheme in lower case': refused('bearer error="invalid_token"'),
    'several challenges in one header': refused('Basic realm="a", Bearer realm="b"'),
    'a challenge to a malformed Authorization': refused('Bearer', { headers: { Authorization: 'Bearer' } }),
    'a challenge to a read': refused('Bearer', { method: 'GET', json: undefined }),
    'a challenge to a reset': refused('Bearer', { method: 'DELETE', json: undefined }),
    'several headers, the second with the challenge': {
      ...refused(null),
      response: {
        status: 401,
        headers: [
          ['WWW-Authenticate', 'Negotiate'],
          ['WWW-Authenticate', 'Bearer realm=""'],
        ],
      },
    },
  },
  breaks: {
    'a 401 without a challenge': [refused(null), violates(POINTER, EXPECTED, 'no WWW-Authenticate')],
    'a challenge of another scheme': [
      refused('Basic realm="a"'),
      violates(POINTER, EXPECTED, 'Basic realm="a"'),
    ],
    'a scheme that only starts the same': [
      refused('Bearertoken'),
      violates(POINTER, EXPECTED, 'Bearertoken'),
    ],
    'a text in quotes without an end': [
      refused('Bearer realm="graph, error=invalid_token'),
      violates(POINTER, EXPECTED, 'Bearer realm="graph, error=invalid_token'),
    ],
    'two words as a value': [refused('Bearer realm=a b'), violates(POINTER, EXPECTED, 'Bearer realm=a b')],
    'a request without a token that is carried out': [open(null), violates('status', '401', '204')],
    'a request with an empty Authorization that is carried out': [open(''), violates('status', '401', '204')],
    'a request with Basic that is carried out': [
      open('Basic [secret-1, 20 characters]'),
      violates('status', '401', '204'),
    ],
    'a 403 instead': [open(null, 403), violates('status', '401', '403')],
    'a 400 instead': [open('Bearer', 400), violates('status', '401', '400')],
    'a server error instead': [open(null, 500), violates('status', '401', '500')],
    'a challenge that names the scheme inside quotes': [
      refused('Basic realm="a, Bearer b"'),
      violates(POINTER, EXPECTED, 'Basic realm="a, Bearer b"'),
    ],
  },
  silent: {
    'a request with a token': exchange(),
    'a 401 to a request with a token, which may have run out': refusal({ status: 401 }),
    'a 400 to what is no token behind Bearer': open('Bearer "a token"', 400),
    'a request that was sent again': superseded(open(null)),
    'a request inside a batch': exchange({
      headers: { Authorization: null },
      batch: { parent: 'b', id: '1' },
    }),
    'no answer': open(null, 0),
    ...Object.fromEntries(IN_FRONT.map((status) => [`a ${status}`, open(null, status)])),
    'an answer to a preflight request, which carries no credentials': exchange(PREFLIGHT),
  },
});

test.each([
  [null, 'a request without Authorization must be answered with 401, got 204'],
  ['Bearer', 'a request with a malformed Authorization must be answered with 401, got 204'],
])('of an Authorization of %j it says %j', (given, message) => {
  expect(judgeOne('authorization/challenge', open(given)).findings).toMatchObject([{ message }]);
});

test('a 400 or 422 to members that no page says an update may set is not judged, and their acceptance is', () => {
  const operation = operationNamed('voice');
  const given = (status: number) =>
    exchange({
      url: `https://graph.microsoft.com/v1.0${operation.path}`,
      headers: { Authorization: null },
      json: { ...operation.bodyOf({}), includeTargets: [] },
      status,
    });
  const judged = (status: number) => judgeOne('authorization/challenge', given(status), operation).findings;
  expect(judged(400)).toEqual([]);
  expect(judged(422)).toEqual([]);
  expect(judged(204)).toMatchObject([{ actual: '204' }]);
  expect(judged(403)).toMatchObject([{ actual: '403' }]);
});
