import { batch, context, exchange, item, ROOT, testCheck, violates } from '../support';

const own = { context: context() };
const sent = (text: string, status: number) =>
  exchange({ method: 'POST', url: `${ROOT}/$batch`, text, status, ...own });
const of = (requests: unknown[], status: number) => sent(JSON.stringify({ requests }), status);
const WHOLE = violates('status', 'a 4xx', '200');

testCheck('batch/malformed', 'BAT-MALFORMED', {
  needs: ['requestBody'],
  holds: {
    'a 400 to an id that stands twice': of([item('1'), item('1')], 400),
    'a 422 to what is no JSON': sent('{', 422),
    'a 400 to a request that depends on itself': of([item('1', { dependsOn: ['1'] })], 400),
    'a 200 to requests in a circle': of(
      [item('1', { dependsOn: ['2'] }), item('2', { dependsOn: ['1'] })],
      200,
    ),
    'a 200 to more requests than there may be': of(
      Array.from({ length: 21 }, (_, at) => item(String(at))),
      200,
    ),
  },
  breaks: {
    'an id that stands twice': [of([item('1'), item('1')], 200), WHOLE],
    'an array': [sent('[]', 200), WHOLE],
    'nothing in it': [sent('{}', 200), WHOLE],
    'a server error on what is no JSON': [sent('{', 500), violates('status', 'a 4xx', '500')],
    'a server error on requests in a circle': [
      of([item('1', { dependsOn: ['2'] }), item('2', { dependsOn: ['1'] })], 500),
      violates('status', '200, or a 4xx', '500'),
    ],
  },
  silent: {
    'a batch as it must be': batch([item('1')], [{ id: '1', status: 204 }], own),
    'recorded traffic': batch([item('1'), item('1')], [{ id: '1', status: 204 }]),
    'a sender who may not write': exchange({
      ...{ method: 'POST', url: `${ROOT}/$batch`, text: '{', status: 200 },
      context: context({ credentials: 'read-only' }),
    }),
  },
});
