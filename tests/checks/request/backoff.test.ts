import { deviates, testCheck, update } from '../support';

const START = Date.parse('2026-11-22T08:00:00.000Z');
/** Requests that are throttled, but for the last, and sent again after these pauses. */
function chain(
  pauses: readonly number[],
  retryAfter: string | null = null,
  members: object = { state: 'enabled' },
) {
  let sentAt = START;
  return [0, ...pauses].map((pause, index) => {
    sentAt += pause + (index === 0 ? 0 : 50);
    return update(members, {
      status: index < pauses.length ? 429 : 204,
      timing: { startedAt: new Date(sentAt).toISOString(), durationMs: 50 },
      answer: { headers: { 'Retry-After': index < pauses.length ? retryAfter : null } },
    });
  });
}
const steady = (...pauses: number[]) =>
  deviates('header:Retry-After', 'pauses that grow', pauses.map((pause) => `${pause} ms`).join(', '));

testCheck('request/backoff', 'THR-BACKOFF', {
  needs: [],
  holds: {
    'pauses that double': chain([1000, 2000, 4000]),
    'pauses that grow with a jitter that once makes one shorter': chain([1000, 700, 2500]),
    'pauses that start from nothing': chain([0, 100, 200]),
  },
  breaks: {
    'a client that asks at a steady pace': [chain([1000, 1000, 1000]), steady(1000, 1000, 1000)],
    'a client that asks at once': [chain([0, 1, 2]), steady(0, 1, 2)],
    'pauses that shrink': [chain([3000, 2000, 1000]), steady(3000, 2000, 1000)],
    'each three of them': [chain([500, 500, 500, 500, 500, 500]), steady(500, 500, 500)],
  },
  silent: {
    'two repeats, which show no rule': chain([1000, 1000]),
    'a client that is told how long to wait': chain([2000, 2000, 2000], '2'),
    'a client that gives up': chain([1000]).slice(0, 1),
    'a record without times': chain([0, 0, 0]).map(({ timing: _timing, ...rest }) => rest),
    'requests that were under way together': chain([0, 0, 0]).map((each) => ({
      ...each,
      timing: { startedAt: new Date(START).toISOString(), durationMs: 50 },
    })),
  },
});
