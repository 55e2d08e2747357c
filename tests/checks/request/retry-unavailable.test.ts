import { deviates, testCheck, update } from '../support';

const START = Date.parse('2026-11-22T08:00:00.000Z');
const at = (ms: number, durationMs = 50) => ({ startedAt: new Date(START + ms).toISOString(), durationMs });
const unavailable = (retryAfter: string | null, status = 503) =>
  update({ state: 'enabled' }, { status, timing: at(0), answer: { headers: { 'Retry-After': retryAfter } } });
const again = (ms: number) => update({ state: 'enabled' }, { timing: at(ms) });

testCheck('request/retry-unavailable', 'THR-503', {
  needs: [],
  holds: {
    'a client that waits as long as it is asked': [unavailable('2'), again(2050)],
    'a client that waits for a date': [unavailable('Sun, 22 Nov 2026 08:00:30 GMT'), again(30_000)],
  },
  breaks: {
    'a client that does not wait': [
      [unavailable('2'), again(100)],
      deviates(
        'header:Retry-After',
        new Date(START + 2050).toISOString().replace(/^/, 'not before '),
        new Date(START + 100).toISOString(),
      ),
    ],
  },
  silent: {
    'a 503 without Retry-After': [unavailable(null), again(100)],
    'a 429, which another row is for': [unavailable('2', 429), again(100)],
    'a 500 with a Retry-After': [unavailable('2', 500), again(100)],
    'a request that is never sent again': unavailable('2'),
  },
});
