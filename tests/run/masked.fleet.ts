import { Readable } from 'node:stream';
import { sourceOf } from '../../src/exchanges/readers/source';
import type { Report } from '../../src/results/report';
import { check } from '../../src/run/check';
import { PATH, POLICY, ROOT, TYPE } from '../checks/support';
import { MASKS, SENT } from '../exchanges/mask-forms';

type Json = Record<string, unknown>;
interface Pair {
  request: Json & { headers: Json; body?: unknown };
  response: Json & { headers: Json; body?: unknown };
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const SENT_HEADERS = {
  ...JSON_TYPE,
  Authorization: 'Bearer abc',
  'client-request-id': '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90',
};
const ANSWERED = {
  'request-id': '5d4e4c66-8d1b-4a7e-9a55-2f6f3c1d7e91',
  'client-request-id': '0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90',
  Date: 'Tue, 20 Oct 2026 09:12:44 GMT',
};
const url = `${ROOT}${PATH}`;

const update = (members: Json = {}, headers: Json = {}, answered: Json = {}): Pair => ({
  request: {
    method: 'PATCH',
    url,
    headers: { ...SENT_HEADERS, ...headers },
    body: { '@odata.type': TYPE, isUsableOnce: true, ...members },
  },
  response: { status: 204, headers: { ...ANSWERED, ...answered }, body: null },
});
const read = (members: Json = {}, headers: Json = {}, query = ''): Pair => ({
  request: { method: 'GET', url: `${url}${query}`, headers: { ...SENT_HEADERS, ...headers } },
  response: { status: 200, headers: { ...ANSWERED, ...JSON_TYPE }, body: { ...POLICY, ...members } },
});
const refused = (answered: Json, body: unknown, status = 401): Pair => ({
  ...update(),
  response: { status, headers: { ...ANSWERED, ...JSON_TYPE, ...answered }, body },
});
const ERROR = {
  error: {
    code: 'unauthorized',
    message: 'no',
    innerError: { date: '2026-10-20T09:12:44', 'request-id': 'a', 'client-request-id': 'b' },
  },
};
const batched = (pair: Pair): Pair => ({
  request: {
    method: 'POST',
    url: `${ROOT}/$batch`,
    headers: SENT_HEADERS,
    body: {
      requests: [
        { id: '1', method: pair.request['method'], url: PATH, headers: JSON_TYPE, body: pair.request.body },
      ],
    },
  },
  response: {
    status: 200,
    headers: { ...ANSWERED, ...JSON_TYPE },
    body: { responses: [{ id: '1', status: 204, headers: {}, body: null }] },
  },
});

/** Where a value may stand: an exchange that conforms, with the value in one place of it. */
const PLACES: Record<string, (value: string) => Pair> = {
  ...Object.fromEntries(
    [
      'Authorization',
      'Content-Type',
      'Accept',
      'client-request-id',
      'OData-Version',
      'Prefer',
      'Cookie',
      'Host',
    ].map((name) => [`the request header ${name}`, (value: string) => update({}, { [name]: value })]),
  ),
  'the token of Authorization': (value) => update({}, { Authorization: `Bearer ${value}` }),
  ...Object.fromEntries(
    [
      'request-id',
      'client-request-id',
      'Date',
      'OData-Version',
      'Set-Cookie',
      'Preference-Applied',
      'Location',
    ].map((name) => [`the response header ${name}`, (value: string) => update({}, {}, { [name]: value })]),
  ),
  'the challenge of a refusal': (value) => refused({ 'WWW-Authenticate': value }, ERROR),
  'the Retry-After of a throttle': (value) =>
    refused({ 'Retry-After': value }, { error: { ...ERROR.error, code: 'tooManyRequests' } }, 429),
  'the Content-Type of a read': (value) => ({
    ...read(),
    response: { ...read().response, headers: { ...ANSWERED, 'Content-Type': value } },
  }),
  ...Object.fromEntries(
    [
      '@odata.type',
      'id',
      'state',
      'defaultLength',
      'minimumLifetimeInMinutes',
      'isUsableOnce',
      'includeTargets',
    ].flatMap((name) => [
      [`the member ${name}`, (value: string) => update({ [name]: value })],
      [`the member ${name} of an answer`, (value: string) => read({ [name]: value })],
    ]),
  ),
  'a member of an item': (value) =>
    update({
      includeTargets: [
        { targetType: 'group', id: 'all_users' },
        { targetType: value, id: 'all_users' },
      ],
    }),
  'the id of an item': (value) => update({ excludeTargets: [{ targetType: 'group', id: value }] }),
  'an item of a list': (value) =>
    update({ includeTargets: [value, { targetType: 'group', id: 'all_users' }] }),
  'a member of an update in a batch': (value) => batched(update({ defaultLength: value })),
  'the type of an update in a batch': (value) => batched(update({ '@odata.type': value })),
  'the body of a request': (value) => ({ ...update(), request: { ...update().request, body: value } }),
  'the body of an answer': (value) => ({ ...read(), response: { ...read().response, body: value } }),
  'the code of an error': (value) => refused({}, { error: { ...ERROR.error, code: value } }, 400),
  'an error': (value) => refused({}, { error: value }, 400),
  'a query': (value) => read({}, {}, `?${encodeURIComponent(value)}`),
  'a value in a query': (value) => read({}, {}, `?api-version=${encodeURIComponent(value)}`),
  'a host': (value) => ({
    ...update(),
    request: { ...update().request, url: `https://${value}/v1.0${PATH}` },
  }),
};

const har = (pairs: readonly Pair[]): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'a recorder', version: '1' },
      entries: pairs.map(({ request, response }) => ({
        startedDateTime: '2026-10-20T09:12:44.123Z',
        request: {
          method: request['method'],
          url: request['url'],
          headers: Object.entries(request.headers).map(([name, value]) => ({ name, value })),
          bodySize: -1,
          ...(request.body !== undefined && { postData: { mimeType: '', text: textOf(request.body) } }),
        },
        response: {
          status: response['status'],
          headers: Object.entries(response.headers).map(([name, value]) => ({ name, value })),
          content: response.body
            ? { size: -1, mimeType: '', text: textOf(response.body) }
            : { size: 0, mimeType: '' },
          bodySize: response.body ? -1 : 0,
        },
      })),
    },
  });
const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));
const ndjson = (pairs: readonly Pair[]): string => pairs.map((pair) => `${JSON.stringify(pair)}\n`).join('');

const checked = (text: string): Promise<Report> =>
  check({
    sources: [sourceOf('given', Readable.from([Buffer.from(text)]))],
    env: { GITHUB_SHA: '0'.repeat(40) },
  });

/** What was found, each as its outcome, its row, what is said and of which exchange. */
const against = ({ findings }: Report, outcomes: readonly string[]): string[] =>
  findings
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(
      ({ outcome, requirement, message, exchanges }) =>
        `${outcome} ${requirement}: ${message} (${exchanges.join()})`,
    );

const WRITTEN = { ndjson, har };
const BAD = ['violates', 'deviates', 'error'];

describe.each(Object.keys(WRITTEN) as (keyof typeof WRITTEN)[])('in %s', (written) => {
  test.each(Object.keys(PLACES))('what is masked is not judged as sent: %s', async (place) => {
    const at = PLACES[place] as (value: string) => Pair;
    const before = against(await checked(WRITTEN[written]([update(), read()])), BAD);
    expect(before).toEqual([]);
    const report = await checked(WRITTEN[written](MASKS.map(at)));
    expect(against(report, BAD)).toEqual([]);
    expect(report.inputs).toMatchObject([{ judged: MASKS.length }]);
  });
});

/** Places at which any text but a few breaks a MUST. */
const WRONG: Record<string, readonly string[]> = {
  'the member @odata.type': [TYPE],
  'the member state': ['enabled'],
  'the member defaultLength': [],
  'the member isUsableOnce': [],
  'the member includeTargets': [],
  'a member of an item': [],
  'an item of a list': [],
  'the type of an update in a batch': [TYPE],
  'a member of an update in a batch': [],
  'the request header Content-Type': [],
  'the body of a request': ['', '[object Object]'],
  'the member state of an answer': ['enabled'],
  'the member defaultLength of an answer': [],
  'the Content-Type of a read': [],
};

describe.each(Object.keys(WRITTEN) as (keyof typeof WRITTEN)[])('in %s', (written) => {
  test.each(Object.entries(WRONG))('what may have been sent is judged: %s', async (place, unless) => {
    const sent = SENT.filter((value) => !unless.includes(value));
    const report = await checked(WRITTEN[written](sent.map(PLACES[place] as (value: string) => Pair)));
    const found = new Set(
      report.findings
        .filter(({ outcome }) => outcome === 'violates')
        .flatMap(({ exchanges }) => exchanges.map((id) => id.split('/')[0] as string)),
    );
    expect(sent.filter((_, at) => !found.has(String(at + 1)))).toEqual([]);
  });
});

test('what was masked counts as not shown, and its rows as not judged', async () => {
  const report = await checked(
    ndjson([update({ state: '[REDACTED]', defaultLength: '***' }, { Authorization: '***' })]),
  );
  expect(report.verdict).toBe('conforms');
  expect(report.inputs[0]).toMatchObject({
    notShown: {
      'authorization of a request: masked by the recorder': 1,
      'values in the body of a request: masked by the recorder': 1,
    },
  });
  const judged = (id: string) => report.requirements.find((row) => row.id === id)?.judged;
  expect([judged('REQ-STATE'), judged('REQ-LEN'), judged('REQ-AUTH')]).toEqual([0, 0, 0]);
  expect(judged('REQ-ONCE')).toBe(1);
});

test('a mask in a request hides nothing of its answer', async () => {
  const pair = read({ state: 'on' });
  pair.request.body = { state: '***' };
  const { findings } = await checked(ndjson([pair]));
  expect(
    findings.filter(({ pointer, outcome }) => pointer === '/state' && outcome === 'violates'),
  ).toHaveLength(1);
});
