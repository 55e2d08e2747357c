import type { Exchange } from '../../../src/exchanges/exchange';
import { judge } from '../../../src/judge/judge';
import { context, GUID, read, update } from '../../checks/support';

const STRAY = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n';
const OTHER = GUID.replace(/^./, '7');

/** A 204 with bytes behind it that were seen. */
const followed = (sample: string): Exchange =>
  update(
    { state: 'enabled' },
    {
      context: context({}),
      wire: { head: 'HTTP/1.1 204 No Content\r\n\r\n', after: { bytes: sample.length, sample } },
    },
  );
const answeredBy = (head: string, headers: Record<string, string> = {}): Exchange =>
  read({}, { status: 400, answer: { headers }, context: context({ accept: 'GET-SHAPE' }), wire: { head } });

const causesOfReads = (...exchanges: Exchange[]): (string | null)[] => {
  const { findings, causes } = judge(exchanges, {
    ...{ subject: 'provider', planned: new Map([['GET-SHAPE', undefined]]) },
  });
  const [found] = findings.filter(
    ({ requirement, pointer }) => requirement === 'GET-SHAPE' && pointer === 'status',
  );
  if (!found) throw new Error('the read was not found');
  return (causes?.get(found) ?? []).map(({ requirement }) => requirement);
};

test.each<[string, Exchange[], string[]]>([
  ['an answer that was seen behind a 204', [followed(STRAY), answeredBy(STRAY)], ['RES-EMPTY']],
  [
    'an answer that repeats the id of an earlier request',
    [
      read({}, { headers: { 'client-request-id': OTHER }, context: context({}) }),
      followed(STRAY),
      answeredBy('HTTP/1.1 400 No\r\n\r\n', { 'client-request-id': OTHER }),
    ],
    ['RES-EMPTY'],
  ],
  ['another answer', [followed(STRAY), answeredBy('HTTP/1.1 400 No\r\n\r\n')], []],
  ['bytes that are no answer', [followed('{}'), answeredBy(STRAY)], []],
  [
    'an id of nobody',
    [followed(STRAY), answeredBy('HTTP/1.1 400 No\r\n\r\n', { 'client-request-id': OTHER })],
    [],
  ],
])('%s: a wrong read follows from %j', (_what, exchanges, wanted) => {
  expect(causesOfReads(...exchanges)).toEqual(wanted);
});
