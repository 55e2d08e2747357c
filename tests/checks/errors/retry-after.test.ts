import { deviates, exchange, refusal, superseded, testCheck } from '../support';

const throttled = (retryAfter: string | null) =>
  refusal({ status: 429, answer: { headers: { 'Retry-After': retryAfter } } });
const POINTER = 'header:Retry-After';
const EXPECTED = 'seconds or an HTTP date';

testCheck('errors/retry-after', 'THR-429', {
  needs: ['responseHeaders'],
  holds: {
    seconds: throttled('10'),
    'none to wait': throttled('0'),
    'a date': throttled('Sun, 22 Nov 2026 08:00:30 GMT'),
    'a throttle after which the request was sent again': superseded(throttled('10')),
    'a throttled read': refusal({
      method: 'GET',
      json: undefined,
      status: 429,
      answer: { headers: { 'Retry-After': '1' } },
    }),
  },
  breaks: {
    none: [throttled(null), deviates(POINTER, EXPECTED, 'no Retry-After')],
    'an empty one': [throttled(''), deviates(POINTER, EXPECTED, '')],
    'a word': [throttled('soon'), deviates(POINTER, EXPECTED, 'soon')],
    'a fraction': [throttled('1.5'), deviates(POINTER, EXPECTED, '1.5')],
    'a date of another form': [
      throttled('2026-11-22T08:00:30Z'),
      deviates(POINTER, EXPECTED, '2026-11-22T08:00:30Z'),
    ],
    'none, on a throttle after which the request was sent again': [
      superseded(throttled(null)),
      deviates(POINTER, EXPECTED, 'no Retry-After'),
    ],
  },
  silent: {
    'a refusal of another kind': refusal({ status: 400 }),
    'an overload': exchange({ status: 503 }),
    'a throttle inside a batch': refusal({ status: 429, batch: { parent: 'b', id: '1' } }),
  },
});
