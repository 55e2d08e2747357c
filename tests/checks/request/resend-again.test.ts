import { deviates, exchange, testCheck } from '../support';

const START = Date.parse('2026-11-22T08:00:00.000Z');
/** Reads that were sent at these times; those that are lost come first. */
const reads = (times: readonly number[], lost: number) =>
  times.map((ms, index) =>
    exchange({
      method: 'GET',
      timing: { startedAt: new Date(START + ms).toISOString(), durationMs: 50 },
      ...(index < lost
        ? { status: 0, failure: { kind: 'reset', message: 'gone' } as const }
        : { status: 200 }),
    }),
  );
const third = (pause: number) =>
  deviates('method', 'given up after the second loss', `sent again after ${pause} ms`);

testCheck('request/resend-again', 'RETRY-AGAIN', {
  needs: [],
  holds: { 'a repeat that is answered': reads([0, 1000], 1) },
  breaks: {
    'a third attempt': [reads([0, 1000, 2050], 2), third(1000)],
    'a fourth too, which is counted with it': [reads([0, 1000, 2050, 3050], 3), third(1000)],
  },
  silent: {
    'a request that is given up after the second loss': reads([0, 1000], 2),
    'attempts that lie far apart': reads([0, 100_000, 200_000], 2),
    'a request that is lost once': reads([0], 1),
    'requests that were under way together': reads([0, 10, 20], 3),
    'a record without times': reads([0, 1000, 2000], 2).map(({ timing: _timing, ...rest }) => rest),
  },
});
