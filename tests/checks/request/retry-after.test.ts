import { exchange, judgeOne, testCheck, update, violates, URL_OF_POLICY } from '../support';

const START = Date.parse('2026-11-22T08:00:00.000Z');
const at = (ms: number, durationMs = 50) => ({
  startedAt: new Date(START + ms).toISOString(),
  durationMs,
});
const throttled = (retryAfter: string | null, ms = 0, members: object = { state: 'enabled' }) =>
  update(members, { status: 429, timing: at(ms), answer: { headers: { 'Retry-After': retryAfter } } });
const again = (ms: number, members: object = { state: 'enabled' }) => update(members, { timing: at(ms) });
const early = (until: number, sent: number) =>
  violates(
    'header:Retry-After',
    `not before ${new Date(START + until).toISOString()}`,
    new Date(START + sent).toISOString(),
  );

testCheck('request/retry-after', 'THR-CLIENT', {
  needs: [],
  holds: {
    'a client that waits as long as it is asked': [throttled('2'), again(2050)],
    'a client that waits longer': [throttled('2'), again(60_000)],
    'a client whose clock is read to the millisecond': [throttled('2'), again(2045)],
    'a client that waits for a date': [throttled('Sun, 22 Nov 2026 08:00:30 GMT'), again(30_000)],
    'a wait of nothing': [throttled('0'), again(60)],
    'a read that waits': [
      exchange({ method: 'GET', status: 429, timing: at(0), answer: { headers: { 'Retry-After': '1' } } }),
      exchange({ method: 'GET', status: 200, timing: at(1100) }),
    ],
  },
  breaks: {
    'a client that does not wait': [[throttled('2'), again(100)], early(2050, 100)],
    'a client that waits too short': [[throttled('2'), again(2000)], early(2050, 2000)],
    'a client that does not wait for a date': [
      [throttled('Sun, 22 Nov 2026 08:00:30 GMT'), again(29_000)],
      early(30_000, 29_000),
    ],
    'a client that waits the second time only': [
      [throttled('2'), throttled('1', 100), again(1200)],
      early(2050, 100),
    ],
    'a path in another letter case, which is the same request': [
      [throttled('2'), update({ state: 'enabled' }, { url: URL_OF_POLICY.toLowerCase(), timing: at(100) })],
      early(2050, 100),
    ],
  },
  silent: {
    'a 429 without Retry-After': [throttled(null), again(100)],
    'a Retry-After that is neither form': [throttled('soon'), again(100)],
    'another request in between': [throttled('2'), again(100, { state: 'disabled' })],
    'a request that is never sent again': throttled('2'),
    'a record without times': [
      update({ state: 'enabled' }, { status: 429, answer: { headers: { 'Retry-After': '2' } } }),
      update({ state: 'enabled' }),
    ],
    'a repetition after success': [again(0), again(10)],
    'two clients, with tokens of their own': [
      throttled('10'),
      update(
        { state: 'enabled' },
        { timing: at(500), headers: { Authorization: 'Bearer [secret-2, 40 characters]' } },
      ),
    ],
    'a request that was under way when the throttle came': [
      update(
        { state: 'enabled' },
        { status: 429, timing: at(0, 100), answer: { headers: { 'Retry-After': '10' } } },
      ),
      update({ state: 'enabled' }, { timing: at(5, 200) }),
    ],
  },
});

test('names both exchanges', () => {
  const [first, second] = [throttled('2'), again(100)];
  const [finding] = judgeOne('request/retry-after', [first, second]).findings;
  expect(finding?.exchanges).toEqual([first.id, second.id]);
});
