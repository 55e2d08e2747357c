import type { Sent } from '../../src/wire/lane';
import { Patience } from '../../src/wire/patience';

const answer = (status: number, headers: [string, string][] = [], data?: string): Sent =>
  ({
    response: { status, headers, ...(data !== undefined && { body: { encoding: 'utf8', data } }) },
  }) as unknown as Sent;
const OPTIONS = { longestWait: 10_000, backoff: 100 };

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0.5));
afterEach(() => jest.restoreAllMocks());

test('the delay doubles with each attempt, up to the fourth, which is final', () => {
  const patience = new Patience(OPTIONS);
  expect([1, 2, 3, 4].map((attempt) => patience.before(attempt, answer(500), 1))).toEqual([
    ...[100, 200, 400],
    undefined,
  ]);
});

test('ten requests and a share of all may be sent again, and as many once it is renewed', () => {
  const patience = new Patience(OPTIONS);
  const again = (): number =>
    Array.from({ length: 30 }, () => patience.before(1, answer(503), 100)).filter(
      (delay) => delay !== undefined,
    ).length;
  expect([again(), again()]).toEqual([15, 0]);
  patience.renew();
  expect(again()).toBe(15);
});

test('waits as long as asked, four times the longest wait in all, and again once it is renewed', () => {
  const patience = new Patience(OPTIONS);
  const ask = (): number | undefined => patience.before(1, answer(429, [['Retry-After', '10']]), 1);
  const wait = [10_000, 10_000, 10_000, 10_000, undefined];
  expect(wait.map(ask)).toEqual(wait);
  patience.renew();
  expect(wait.map(ask)).toEqual(wait);
  expect(new Patience(OPTIONS).before(1, answer(503, [['Retry-After', '11']]), 1)).toBeUndefined();
});

test.each<[string, Sent, number | undefined]>([
  ['a lost connection', { failure: { kind: 'reset', message: 'x' } } as Sent, 100],
  ['no answer in time', { failure: { kind: 'timeout', message: 'x' } } as Sent, undefined],
  ['a throttle without a time', answer(429), 100],
  ['a server error with a time', answer(500, [['Retry-After', '10']]), 100],
  ['a write at the same time', answer(409, [], '{"code":"directory_concurrencyviolation"}'), 100],
  ['another conflict', answer(409, [], '{"code":"Conflict"}'), undefined],
  ['a refusal', answer(400), undefined],
  ['a success', answer(204), undefined],
])('%s is sent again, or final', (_, sent, delay) => {
  expect(new Patience(OPTIONS).before(1, sent, 1)).toBe(delay);
});

test('once it has ended, every answer is final', () => {
  const patience = new Patience(OPTIONS);
  patience.end();
  expect(patience.before(1, answer(500), 1)).toBeUndefined();
});
