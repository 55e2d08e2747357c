import type { Failure } from '../../../src/exchanges/exchange';
import { exchange, informs, testCheck, update } from '../support';

const START = Date.parse('2026-11-22T08:00:00.000Z');
const at = (ms: number, durationMs = 50) => ({ startedAt: new Date(START + ms).toISOString(), durationMs });
const lost = (kind: Failure['kind'], ms = 0) =>
  update({ state: 'enabled' }, { status: 0, failure: { kind, message: 'gone' }, timing: at(ms) });
const again = (ms: number) => update({ state: 'enabled' }, { timing: at(ms) });
const repeated = (pause: number) =>
  informs('method', 'not sent again, unless it may be repeated', `sent again after ${pause} ms`);

testCheck('request/resend', 'RETRY-LOST', {
  needs: [],
  holds: { 'an update that somebody sends again later': [lost('reset'), again(61_000)] },
  breaks: {
    'an update that is sent again when its connection was lost': [
      [lost('reset'), again(1050)],
      repeated(1000),
    ],
    'one that the client itself gave up': [[lost('aborted'), again(150)], repeated(100)],
  },
  silent: {
    'a read, which may be repeated': [
      exchange({ method: 'GET', status: 0, failure: { kind: 'reset', message: 'gone' }, timing: at(0) }),
      exchange({ method: 'GET', status: 200, timing: at(100) }),
    ],
    'a target that could not be reached: nothing was sent': [lost('refused'), again(100)],
    'another update': [lost('reset'), update({ state: 'disabled' }, { timing: at(100) })],
    'an update that was under way already': [lost('reset'), again(20)],
    'an update that is never sent again': lost('reset'),
    'a record without times': [
      update({ state: 'enabled' }, { status: 0, failure: { kind: 'reset', message: 'gone' } }),
      update({ state: 'enabled' }),
    ],
  },
});
