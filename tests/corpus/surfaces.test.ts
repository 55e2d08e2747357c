import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { sourceOf } from '../../src/exchanges/readers/source';
import type { Report } from '../../src/results/report';
import { check } from '../../src/run/check';
import { requests, type RequestSample } from './requests';
import { responses, type ResponseSample } from './responses';

/** A sample of either kind, as a recorder would have it. */
interface Recorded {
  name: string;
  verdict: string;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The body as it was sent; undefined for none. */
  body: string | undefined;
  response?: { status: number; headers: Readonly<Record<string, string>>; body: string | undefined };
}

const text = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

const ofRequest = ({ name, verdict, method, url, headers, body, bodyRaw }: RequestSample): Recorded => ({
  ...{ name, verdict, method, url, body: bodyRaw ?? text(body) },
  // Recorders show bodies as they were before they were coded.
  headers: Object.fromEntries(Object.entries(headers).filter(([header]) => header !== 'Content-Encoding')),
});

const ofResponse = ({ name, method, url, request, ...answer }: ResponseSample): Recorded => ({
  ...{
    name,
    method,
    url,
    // Of traffic, the request is judged as well as its answer.
    verdict: answer.provokedBy?.length ? 'violates' : answer.verdict,
    headers: request.headers,
    body: text(request.body),
  },
  response: { status: answer.status, headers: answer.headers, body: text(answer.body) },
});

const SAMPLES: readonly Recorded[] = [...requests.map(ofRequest), ...responses.map(ofResponse)];

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

/** The ways to write a sample down. */
const SURFACES: Record<string, (sample: Recorded) => string> = {
  NDJSON: ({ method, url, headers, body = null, response }) =>
    `${JSON.stringify({
      request: { method, url, headers, body },
      ...(response && { response: { ...response, body: response.body ?? null } }),
    })}\n`,
  'NDJSON with JSON bodies and pairs of headers': ({ method, url, headers, body, response }) =>
    `${JSON.stringify({
      request: { method, url, headers: Object.entries(headers), body: parsed(body) },
      ...(response && {
        response: { status: response.status, headers: pairs(response.headers), body: parsed(response.body) },
      }),
    })}\n`,
  HAR: (sample) => JSON.stringify(harOf([sample])),
  'an indented HAR': (sample) => JSON.stringify(harOf([sample]), undefined, 2),
};

const parsed = (body: string | undefined): unknown => {
  try {
    return body === undefined ? null : (JSON.parse(body) as unknown);
  } catch {
    return body;
  }
};

const harOf = (samples: readonly Recorded[]) => ({
  log: {
    version: '1.2',
    creator: { name: 'a test', version: '1' },
    entries: samples.map(({ method, url, headers, body, response }) => ({
      startedDateTime: '2026-11-22T08:00:00.000Z',
      time: 12,
      request: {
        ...{ method, url, httpVersion: 'HTTP/1.1', headers: pairs(headers), bodySize: body?.length ?? 0 },
        ...(body !== undefined && { postData: { mimeType: 'application/json', text: body } }),
      },
      response: {
        ...{ status: response?.status ?? 0, statusText: '', httpVersion: 'HTTP/1.1' },
        headers: pairs(response?.headers ?? {}),
        content: {
          size: response?.body?.length ?? 0,
          mimeType: 'application/json',
          ...(response?.body !== undefined && { text: response.body }),
        },
        bodySize: response?.body?.length ?? 0,
      },
    })),
  },
});

const checked = (content: string | Buffer): Promise<Report> =>
  check({
    sources: [sourceOf('sample', Readable.from([Buffer.from(content)]))],
    env: { GITHUB_SHA: '0'.repeat(40) },
  });

/** What was found, as rows and places. */
const found = ({ findings }: Report, of: (requirement: string) => boolean = () => true): string[] =>
  [
    ...new Set(
      findings
        .filter(({ outcome, requirement }) => outcome !== 'informational' && of(requirement ?? ''))
        .map(({ requirement, pointer, outcome }) => `${requirement} ${pointer} ${outcome}`),
    ),
  ].sort();

const isOurs = ({ verdict }: Recorded): boolean => verdict !== 'another operation';
const ours = SAMPLES.filter(isOurs);

/** What the first surface says of each; the corpus's own tests hold that it is right. */
const plain = new Map<string, Promise<Report>>();
const onPlainNdjson = (sample: Recorded): Promise<Report> => {
  const known = plain.get(sample.name) ?? checked(SURFACES['NDJSON']?.(sample) ?? '');
  plain.set(sample.name, known);
  return known;
};

describe.each(Object.entries(SURFACES))('%s', (_surface, write) => {
  test.each(ours.map((sample) => [sample.name, sample] as const))('%s', async (_name, sample) => {
    const report = await checked(write(sample));
    expect(report.inputs).toMatchObject([{ read: 1, judged: 1, passedOver: {} }]);
    expect(found(report)).toEqual(found(await onPlainNdjson(sample)));
    const broken = report.findings.filter(({ outcome }) => outcome === 'violates');
    expect(broken.length > 0).toBe(sample.verdict === 'violates');
  });

  test('other operations are passed over and counted', async () => {
    for (const sample of SAMPLES.filter((each) => !isOurs(each))) {
      const report = await checked(write(sample));
      expect(report.inputs).toMatchObject([{ judged: 0, passedOver: { 'another operation': 1 } }]);
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe('incomplete');
    }
  });
});

test('gzip is undone, whatever is in it', async () => {
  for (const write of Object.values(SURFACES)) {
    for (const sample of ours.slice(0, 8)) {
      const report = await checked(gzipSync(write(sample)));
      expect(found(report)).toEqual(found(await onPlainNdjson(sample)));
    }
  }
});

test('all of them in one HAR come to the same as each by itself', async () => {
  const report = await checked(JSON.stringify(harOf(SAMPLES)));
  const each = await Promise.all(ours.map((sample) => onPlainNdjson(sample)));
  expect(found(report)).toEqual([...new Set(each.flatMap((one) => found(one)))].sort());
  expect(report.inputs[0]?.judged).toBe(ours.length);
});

/** Rows on the body, which stay the same wherever and in whatever order it travels. */
const ofBody = (requirement: string): boolean =>
  /^REQ-(?!(AUTH|CT|METHOD|HOST|CLOUD|TLS|PATH|KEY|CRID|ODV))/.test(requirement);

const isJson = ({ body }: Recorded): boolean => typeof parsed(body) === 'object' && parsed(body) !== null;

test('inside $batch a request is judged as it is outside', async () => {
  for (const sample of ours.filter((each) => each.method === 'PATCH' && !each.response && isJson(each))) {
    const { pathname } = new URL(sample.url);
    const item = {
      id: '1',
      method: 'PATCH',
      url: pathname.replace(/^\/(v1\.0|beta)/i, ''),
      headers: { 'Content-Type': 'application/json', ...sample.headers },
      body: parsed(sample.body),
    };
    const version = /^\/(v1\.0|beta)/i.exec(pathname)?.[0] ?? '/v1.0';
    const report = await checked(
      `${JSON.stringify({
        request: {
          method: 'POST',
          url: `https://graph.microsoft.com${version}/$batch`,
          headers: { 'Content-Type': 'application/json' },
          body: { requests: [item] },
        },
      })}\n`,
    );
    expect([sample.name, ...found(report, ofBody)]).toEqual([
      sample.name,
      ...found(await onPlainNdjson(sample), ofBody),
    ]);
  }
});

test('the order of members and the case of the path change nothing', async () => {
  for (const sample of ours.filter((each) => isJson(each) && !Array.isArray(parsed(each.body)))) {
    const turned = Object.fromEntries(Object.entries(parsed(sample.body) as object).reverse());
    const lower = { ...sample, body: JSON.stringify(turned), url: lowerCasePath(sample.url) };
    expect([sample.name, ...found(await checked(SURFACES['NDJSON']?.(lower) ?? ''))]).toEqual([
      sample.name,
      ...found(await onPlainNdjson(sample)),
    ]);
  }
});

/** Names of segments in lower case; the key keeps its spelling, on which there is a row of its own. */
const lowerCasePath = (url: string): string => {
  const { origin, pathname, search } = new URL(url);
  const at = pathname.search(/[/(][^/(]*$/);
  return `${origin}${pathname.slice(0, at).toLowerCase()}${pathname.slice(at)}${search}`;
};

describe('Pact', () => {
  test.each(
    ours
      .filter((sample) => sample.method === 'PATCH' && isJson(sample))
      .map((sample) => [sample.name, sample] as const),
  )('%s', async (_name, sample) => {
    const { pathname } = new URL(sample.url);
    const interaction = { description: 'an update', request: {}, response: { status: 204 } };
    const request = { method: 'PATCH', path: pathname, headers: sample.headers, body: parsed(sample.body) };
    const v4 = {
      ...request,
      headers: Object.fromEntries(Object.entries(sample.headers).map(([name, value]) => [name, [value]])),
      body: { content: request.body, contentType: 'application/json', encoded: false },
    };
    for (const [version, given] of [
      ['2.0.0', request],
      ['3.0.0', request],
      ['4.0', v4],
    ] as const) {
      const report = await checked(
        JSON.stringify({
          consumer: { name: 'c' },
          provider: { name: 'p' },
          interactions: [{ ...interaction, type: 'Synchronous/HTTP', request: given }],
          metadata: { pactSpecification: { version } },
        }),
      );
      expect([version, ...found(report, ofBody)]).toEqual([
        version,
        ...found(await onPlainNdjson(sample), ofBody),
      ]);
    }
  });
});
