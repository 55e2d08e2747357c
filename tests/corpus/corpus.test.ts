import { gzipSync } from 'node:zlib';
import { bodyOf } from '../../src/exchanges/body';
import type { Body, Exchange, HeaderPair } from '../../src/exchanges/exchange';
import { judge, type Judged } from '../../src/judge/judge';
import { requests, type RequestSample } from './requests';
import { responses, type ResponseSample } from './responses';

const SEEN = {
  authorization: true,
  framing: true,
  trailing: true,
  requestBody: true,
  responseBody: true,
  protocol: false,
};

const pairs = (headers: Readonly<Record<string, string>>): HeaderPair[] => Object.entries(headers);

/** Pages leave Authorization out of their examples; it is read as left out, and not as not sent. */
const signed = (headers: Readonly<Record<string, string>>): HeaderPair[] =>
  pairs('Authorization' in headers ? headers : { Authorization: 'Bearer {token}', ...headers });

const jsonBody = (value: unknown): { body?: Body } =>
  value === undefined ? {} : { body: { encoding: 'utf8', data: JSON.stringify(value) } };

function bodyOfSample({ body, bodyRaw, headers }: RequestSample): { body?: Body } {
  if (bodyRaw !== undefined) return { body: { encoding: 'utf8', data: bodyRaw } };
  return headers['Content-Encoding'] === 'gzip'
    ? { body: bodyOf(gzipSync(JSON.stringify(body))) }
    : jsonBody(body);
}

const asked = (sample: RequestSample): Exchange => ({
  id: sample.name,
  source: { kind: 'object' },
  observed: SEEN,
  request: {
    method: sample.method,
    url: sample.url,
    headers: signed(sample.headers),
    ...bodyOfSample(sample),
  },
});

const answered = (sample: ResponseSample): Exchange => ({
  id: sample.name,
  source: { kind: 'object' },
  observed: SEEN,
  request: {
    method: sample.method,
    url: sample.url,
    headers: pairs(sample.request.headers),
    ...jsonBody(sample.request.body),
  },
  response: { status: sample.status, headers: pairs(sample.headers), ...jsonBody(sample.body) },
});

const broken = (
  { findings }: Judged,
  outcome: 'violates' | 'deviates',
  blame: 'client' | 'provider',
): string[] =>
  [
    ...new Set(
      findings
        .filter((finding) => finding.outcome === outcome && finding.blame === blame)
        .map(({ requirement }) => requirement ?? 'none'),
    ),
  ].sort();

const named = <Sample extends { name: string }>(samples: readonly Sample[]): [string, Sample][] =>
  samples.map((sample) => [sample.name, sample]);

const isOurs = ({ verdict }: { verdict: string }): boolean => verdict !== 'another operation';

describe('requests', () => {
  test.each(named(requests.filter(isOurs)))('%s', (_name, sample) => {
    const judged = judge([asked(sample)], { subject: 'client' });
    expect(broken(judged, 'violates', 'client')).toEqual([...sample.rows].sort());
    expect(broken(judged, 'deviates', 'client')).toEqual([...(sample.deviations ?? [])].sort());
    expect(judged.verdict).toBe(sample.verdict);
  });

  test.each(named(requests.filter((sample) => !isOurs(sample))))('%s', (_name, sample) => {
    const judged = judge([asked(sample)], { subject: 'client' });
    expect(judged.seen).toEqual({ judged: 0, passedOver: 1 });
    expect(judged.findings).toEqual([]);
  });

  test("the page's own example conforms strictly too", () => {
    const [example] = requests;
    if (!example) throw new Error('the corpus is empty');
    expect(judge([asked(example)], { subject: 'client', strict: true }).verdict).toBe('conforms');
  });

  test('a body that was decoded by its recorder is judged as it was on the wire', () => {
    const sample = requests.find(({ headers }) => headers['Content-Encoding'] === 'gzip');
    if (!sample) throw new Error('no sample is gzip');
    const given = asked(sample);
    const decoded: Exchange = { ...given, request: { ...given.request, ...jsonBody(sample.body) } };
    const rows = (judged: Judged): unknown => judged.requirements.map(({ id, outcome }) => [id, outcome]);
    expect(rows(judge([decoded], { subject: 'client' }))).toEqual(
      rows(judge([given], { subject: 'client' })),
    );
  });

  test('a sample that violates says by what, and another does not', () => {
    for (const { rows, verdict } of requests) expect(rows.length > 0).toBe(verdict === 'violates');
  });
});

describe('responses', () => {
  test.each(named(responses.filter(isOurs)))('%s', (_name, sample) => {
    const judged = judge([answered(sample)], { subject: 'traffic' });
    expect(broken(judged, 'violates', 'provider')).toEqual([...sample.rows].sort());
    expect(broken(judged, 'violates', 'client')).toEqual([...(sample.provokedBy ?? [])].sort());
    expect(judged.requirements.some(({ actor, judged: times }) => actor === 'provider' && times > 0)).toBe(
      true,
    );
  });

  test.each(named(responses.filter((sample) => !isOurs(sample))))('%s', (_name, sample) => {
    const judged = judge([answered(sample)], { subject: 'traffic' });
    expect(judged.seen).toEqual({ judged: 0, passedOver: 1 });
    expect(judged.findings).toEqual([]);
  });
});
