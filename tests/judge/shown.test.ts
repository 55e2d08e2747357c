import type { Exchange } from '../../src/exchanges/exchange';
import { judge } from '../../src/judge/judge';
import { shownOf } from '../../src/judge/shown';
import { exchange } from '../checks/support';

const asSent = 'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n';

test('shows a request with the start line that its URL makes', () => {
  const { request } = shownOf(
    exchange({ method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/me?$select=id#there' }),
  );
  expect(request.head.split('\r\n')[0]).toBe('PATCH /v1.0/me?$select=id HTTP/1.1');
  expect(request.asSent).toBe(false);
});

test('shows a response as it came, with stray bytes before and behind it', () => {
  const given: Exchange = {
    ...exchange(),
    wire: {
      head: asSent,
      after: { bytes: 2, sample: '\r\n' },
      before: { bytes: 1, sample: 'x', behind: 'e0', behindStatus: 204 },
    },
  };
  expect(shownOf(given)).toMatchObject({
    response: { head: asSent, asSent: true },
    before: { bytes: 1, sample: 'x' },
    after: { bytes: 2, sample: '\r\n' },
  });
  expect(shownOf({ ...given, wire: { head: asSent, after: { bytes: 0, sample: '' } } }).after).toBeNull();
});

test('puts a response together where the source saw no bytes', () => {
  expect(shownOf(exchange()).response).toMatchObject({
    asSent: false,
    head: expect.stringMatching(/^HTTP\/1\.1 204/) as string,
  });
});

test('says why no response came', () => {
  const unanswered: Exchange = exchange();
  delete unanswered.response;
  const shown = shownOf({ ...unanswered, failure: { kind: 'reset', message: 'socket hang up' } });
  expect(shown).toMatchObject({ response: null, failure: 'socket hang up' });
});

test('cuts what is long, and says by how much', () => {
  const given = exchange();
  const long = {
    ...given,
    request: { ...given.request, body: { encoding: 'utf8' as const, data: 'a'.repeat(5000), truncated: 7 } },
  };
  expect(shownOf(long).request.body).toHaveLength(4096);
  expect(shownOf(long).request.omitted).toBe(5000 - 4096 + 7);
});

test('is there for the exchanges of each finding, and for no more than a few hundred', () => {
  const given = exchange();
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...given,
    id: `e${at}`,
    request: {
      ...given.request,
      body: { encoding: 'utf8' as const, data: JSON.stringify({ [`member${at}`]: at }) },
    },
  }));
  const { exchanges } = judge(many, { subject: 'client' });
  expect(exchanges.find(({ id }) => id === 'e0')?.shown?.request.body).toBe('{"member0":0}');
  expect(exchanges.filter(({ shown }) => shown)).toHaveLength(300);
});
