import {
  batch,
  context,
  errorBody,
  exchange,
  item,
  PATH,
  POLICY,
  read,
  ROOT,
  superseded,
  testCheck,
  violates,
} from '../support';

const done = (id: string, status = 204, over: object = {}) => ({ id, status, headers: {}, ...over });
const refused = (id: string) => done(id, 400, { body: errorBody() });
const own = { context: context({ accept: 'BAT-OUTER' }) };
const get = (id: string, over: object = {}) => ({ id, method: 'GET', url: PATH, ...over });

const reader = { context: context({ accept: 'BAT-OUTER', credentials: 'read-only' }) };

testCheck('batch/outer', 'BAT-OUTER', {
  needs: ['requestBody', 'responseBody'],
  holds: {
    'a 200 with a 204 in it': batch([item('1')], [done('1')]),
    'an update that is refused to a token which may only read': batch([item('1')], [refused('1')], reader),
    'answers in another order': batch(
      [item('1'), get('2', { dependsOn: ['1'] })],
      [done('2', 200, { body: POLICY }), done('1')],
    ),
    'a refusal and the 424 of what depends on it': batch(
      [item('1'), item('2', { dependsOn: ['1'] }), item('3')],
      [refused('1'), done('2', 424), done('3')],
    ),
    'a chain of 424': batch(
      [item('1'), item('2', { dependsOn: ['1'] }), item('3', { dependsOn: ['2'] })],
      [refused('1'), done('2', 424), done('3', 424)],
    ),
    'the text of an id that was sent as a number': batch([item('1', { id: 1 })], [done('1')]),
    'a refusal on which nothing depends': batch([item('1')], [refused('1')]),
    'another operation with a status of its own': batch(
      [item('1'), { id: '2', method: 'PATCH', url: '/me', body: {} }],
      [done('1', 204), done('2', 200)],
    ),
    'an empty batch': batch([], []),
    'a refusal inside, of a planned update that breaks a row': batch(
      [item('1', { body: { isUsableOnce: true } })],
      [refused('1')],
      own,
    ),
    'a throttle inside a planned batch': batch([item('1')], [done('1', 429)], own),
    'a planned request for nothing that is not found': batch(
      [get('1', { url: '/policies/nothing' })],
      [done('1', 404)],
      own,
    ),
    'a 200 to an update that asks for the policy': batch(
      [item('1', { headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' } })],
      [{ id: '1', status: 200, body: POLICY }],
    ),
  },
  breaks: {
    'an interim answer in the place of one, in recorded traffic too': [
      {
        ...batch([item('1')], []),
        response: { httpVersion: '1.1', status: 101, statusText: '', headers: [] },
      },
      violates('status', '200', '101'),
    ],
    'an update in it with 200': [
      batch([item('1')], [done('1', 200, { body: POLICY })]),
      violates('/responses/0/status', '204', '200'),
    ],
    'an update by the key in parentheses with 200': [
      batch(
        [item('1', { url: PATH.replace('/TemporaryAccessPass', "('temporaryAccessPass')") })],
        [done('1', 200)],
      ),
      violates('/responses/0/status', '204', '200'),
    ],
    'what depends on a refusal and is carried out': [
      batch([item('1'), item('2', { dependsOn: ['1'] })], [done('2'), refused('1')]),
      violates('/responses/0/status', '424', '204'),
    ],
    'a request without an answer': [
      batch([item('1'), item('2')], [done('1')]),
      violates('/responses', 'a response for each request', 'none'),
    ],
    'a 207': [batch([item('1')], [done('1')], { status: 207 }), violates('status', '200', '207')],
    'an answer that is not of the form': [
      batch([item('1')], [{ id: 1, status: '204' }]),
      violates('/responses/0/id', 'a string', '1'),
      violates('/responses/0/status', 'an integer', '"204"'),
    ],
    'an answer without responses': [
      batch([item('1')], undefined),
      violates('/responses', 'present', 'nothing'),
    ],
    'an empty body': [
      exchange({ method: 'POST', url: `${ROOT}/$batch`, json: { requests: [item('1')] }, status: 200 }),
      violates('', 'JSON', 'the body is empty'),
    ],
    'a refusal inside, of a planned update that conforms': [
      batch([item('1')], [refused('1')], own),
      violates('/responses/0/status', '204', '400'),
    ],
    'a refusal inside, of a planned read': [
      batch([get('1')], [done('1', 404, { body: errorBody() })], own),
      violates('/responses/0/status', '200', '404'),
    ],
    'a 424 to a planned read that depends on nothing': [
      batch([get('1')], [done('1', 424)], own),
      violates('/responses/0/status', '200', '424'),
    ],
    'a refusal of a batch that a run planned': [
      batch([item('1')], [], { ...own, status: 404 }),
      violates('status', '200', '404'),
    ],
    'a 200 to an update whose URL has a query': [
      batch([item('1', { url: `${PATH}?x=1` })], [{ id: '1', status: 200 }]),
      violates('/responses/0/status', '204', '200'),
    ],
  },
  silent: {
    'a refusal in recorded traffic, whose reasons do not show': batch([item('1')], [], { status: 401 }),
    'a planned batch that was throttled': batch([item('1')], [], { ...own, status: 429 }),
    'a planned batch of a service that is overloaded': batch([item('1')], [], { ...own, status: 503 }),
    'a request that was sent again': superseded(batch([item('1')], [])),
    'no answer': batch([item('1')], [], { status: 0 }),
    'an update': exchange({ status: 200 }),
    'an update of another resource whose name ends alike': batch(
      [{ id: '1', method: 'PATCH', url: '/me/things/TemporaryAccessPass', headers: {}, body: {} }],
      [{ id: '1', status: 200 }],
    ),
    'another method on the batch itself': read({}, { url: `${ROOT}/$batch` }),
  },
});
