import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sourceOf, type Source } from '../../src/exchanges/readers/source';
import type { Report } from '../../src/results/report';
import { check, type CheckOptions } from '../../src/run/check';
import { checkAll } from '../../src/run/check-all';
import { PATH, ROOT, TYPE } from '../checks/support';

interface Given {
  url?: string;
  body?: unknown;
  headers?: object;
  response?: object;
  startedAt?: string;
}

const line = ({ url = `${ROOT}${PATH}`, body, headers = {}, ...rest }: Given = {}): string =>
  `${JSON.stringify({
    request: {
      method: 'PATCH',
      url,
      headers: { 'Content-Type': 'application/json', 'client-request-id': randomUUID(), ...headers },
      body: body ?? { '@odata.type': TYPE, isUsableOnce: true },
    },
    response: { status: 204, headers: { 'request-id': randomUUID() }, body: null },
    durationMs: Math.random(),
    startedAt: new Date(Date.UTC(2026, 10, 22)).toISOString(),
    ...rest,
  })}\n`;

const ENV = { GITHUB_SHA: '0'.repeat(40) };
const source = (lines: readonly string[]): Source =>
  sourceOf('a.ndjson', Readable.from([Buffer.from(lines.join(''))]));
const checked = (lines: readonly string[], options: Partial<CheckOptions> = {}): Promise<Report> =>
  check({
    sources: [source(lines)],
    env: ENV,
    ...options,
  });

describe('lines that are alike', () => {
  const good = (): string => line();
  const bad = (): string => line({ body: { isUsableOnce: true } });

  test('are counted as if each were judged', async () => {
    const report = await checked(Array.from({ length: 50 }, good));
    expect(report.verdict).toBe('conforms');
    expect(report.inputs).toEqual([{ file: 'a.ndjson', read: 50, judged: 50, passedOver: {} }]);
    const judged = new Set(
      report.requirements
        .filter(({ id }) => ['REQ-TYPE', 'RES-204', 'RES-REQID'].includes(id))
        .map((row) => row.judged),
    );
    expect([...judged]).toEqual([50]);
  });

  test('are told one by one where something is wrong with them', async () => {
    const { findings } = await checked([good(), bad(), good(), bad(), bad()]);
    const [untyped] = findings.filter(({ requirement }) => requirement === 'REQ-TYPE');
    expect(untyped).toMatchObject({ count: 3, exchanges: ['2', '4', '5'] });
  });

  test('are not alike where the one differs in more than ids and times', async () => {
    const { findings } = await checked([
      good(),
      good(),
      line({ body: { '@odata.type': TYPE, defaultLength: 49 } }),
    ]);
    expect(findings.filter(({ requirement }) => requirement === 'REQ-LEN')).toMatchObject([
      { exchanges: ['3'] },
    ]);
  });

  test('are not alike where ids that were equal are not', async () => {
    const id = randomUUID();
    const echo = (answered: string): string =>
      line({
        headers: { 'client-request-id': id },
        response: { status: 204, headers: { 'request-id': answered, 'client-request-id': id }, body: null },
      });
    const one = await checked([echo(id), echo(randomUUID())]);
    const two = await checked([echo(randomUUID()), echo(id)]);
    expect(one.counts).toEqual(two.counts);
  });

  test('are judged one by one while a throttle lasts, and behind it', async () => {
    const at = (seconds: number, response?: object): string =>
      line({
        startedAt: new Date(Date.UTC(2026, 10, 22, 8, 0, seconds)).toISOString(),
        ...(response && { response }),
      });
    const throttle = { status: 429, headers: { 'Retry-After': '10' }, body: null };
    const { findings } = await checked([at(0), at(1), at(2, throttle), at(3), at(40), at(41)]);
    expect(findings.filter(({ check: by }) => by === 'request/retry-after')).toMatchObject([
      { outcome: 'violates', exchanges: ['3', '4'] },
    ]);
  });
});

test('one finding for each line that is broken, with file and line, and the rest goes on', async () => {
  const { findings, verdict, inputs } = await checked([line(), '{"request":\n', 'x\n', line()]);
  expect(findings.filter(({ outcome }) => outcome === 'error').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^a\.ndjson:2: not valid JSON: /),
    expect.stringMatching(/^a\.ndjson:3: not JSON: /),
  ]);
  expect(inputs).toMatchObject([{ read: 4, judged: 2, passedOver: { unreadable: 2 } }]);
  expect(verdict).toBe('incomplete');
});

test('findings that differ in their values alone are one, which counts them all', async () => {
  const lines = Array.from({ length: 1200 }, (_, at) =>
    line({ body: { '@odata.type': TYPE, defaultLength: 100 + at } }),
  );
  const { findings } = await checked(lines);
  const lengths = findings.filter(({ requirement }) => requirement === 'REQ-LEN');
  expect(lengths).toMatchObject([{ count: 1200, exchanges: expect.any(Array) as string[] }]);
  expect(lengths[0]?.exchanges).toHaveLength(500);
});

test('a batch of other operations is passed over, and so is a record of ours without its exchanges', async () => {
  const batch = line({ url: `${ROOT}/$batch`, body: { requests: [{ id: '1', method: 'GET', url: '/me' }] } });
  const report = await checked([batch.replace('"PATCH"', '"POST"'), '{"kind":"end"}\n']);
  expect(report.inputs).toMatchObject([
    { judged: 0, passedOver: { 'a batch of other operations': 1, 'line of a record (end)': 1 } },
  ]);
});

test('a preflight request of a browser is passed over, and OPTIONS of a client is not', async () => {
  const asks = (headers: object): string =>
    line({ headers, response: { status: 200, headers: {} } }).replace('"PATCH"', '"OPTIONS"');
  const { inputs, counts } = await checked([
    ...[1, 2, 3].map(() => asks({ 'access-control-request-method': 'PATCH', 'client-request-id': TYPE })),
  ]);
  expect(inputs).toMatchObject([{ judged: 0, passedOver: { 'a preflight request of a browser': 3 } }]);
  expect(counts.deviates).toBe(0);
  expect((await checked([asks({})])).inputs).toMatchObject([{ judged: 1, passedOver: {} }]);
  const update = line({ headers: { 'access-control-request-method': 'PATCH' } });
  expect((await checked([update])).inputs).toMatchObject([{ judged: 1, passedOver: {} }]);
});

describe('a batch in which no request is found', () => {
  const OTHERS = 'a batch of other operations';
  const posted = (request: object, status = 200): string =>
    `${JSON.stringify({
      request: { method: 'POST', url: `${ROOT}/$batch`, ...request },
      response: { status, headers: {}, body: null },
    })}\n`;
  const MIXED = { Authorization: 'Bearer abc', 'Content-Type': 'multipart/mixed; boundary=b' };
  const parts = (path: string): string =>
    ['--b', 'Content-Type: application/http', '', `PATCH ${path} HTTP/1.1`, '', '{}', '--b--'].join('\r\n');

  test.each<[string, object, Record<string, number>, string]>([
    ['is not shown', {}, { 'a batch whose requests are not shown': 1 }, 'nothing was judged'],
    [
      'is masked',
      { body: '[REDACTED]' },
      { 'a batch whose requests are not shown': 1 },
      'nothing was judged',
    ],
    [
      'is of another service',
      { headers: MIXED, body: parts('/accounts') },
      { [OTHERS]: 1 },
      'nothing was judged',
    ],
    ['is empty', { body: { requests: [] } }, { [OTHERS]: 1 }, 'nothing was judged'],
    [
      'is in another format, with the policy in it',
      { headers: MIXED, body: parts(PATH) },
      { unreadable: 1 },
      'part of the input could not be read',
    ],
  ])('counts for nothing where it %s', async (_what, request, passedOver, reason) => {
    const report = await checked([posted(request)]);
    expect(report.inputs).toMatchObject([{ read: 1, judged: 0, passedOver }]);
    expect(report).toMatchObject({ verdict: 'incomplete', reason });
    expect((await checkAll({ sources: [source([posted(request)])], env: ENV }))[0]).toMatchObject({
      verdict: 'incomplete',
      reason,
      inputs: [{ read: 1, judged: 0, passedOver }],
    });
  });

  test('is judged where it is broken and names the policy', async () => {
    const body = `{"requests":[{"id":"1","method":"PATCH","url":"${PATH}"`;
    const report = await checked([posted({ headers: { 'Content-Type': 'application/json' }, body }, 204)]);
    expect(report.inputs).toMatchObject([{ judged: 1, passedOver: {} }]);
    expect(report.verdict).toBe('violates');
  });

  test('is of the operation that it names', async () => {
    const sms = PATH.replace('TemporaryAccessPass', 'Sms');
    const request = { headers: MIXED, body: parts(sms) };
    const [report, other] = await checkAll({ sources: [source([posted(request), line()])], env: ENV });
    expect(other).toMatchObject({ verdict: 'incomplete', inputs: [{ judged: 0 }] });
    expect(report).toMatchObject({ verdict: 'conforms', inputs: [{ read: 2, judged: 1 }] });
  });
});

test('what the suite sent itself is no fault of a client', async () => {
  const sent = {
    ...{ kind: 'exchange', id: 'x1', source: { kind: 'verify' } },
    observed: {
      authorization: true,
      framing: true,
      trailing: true,
      requestBody: true,
      responseBody: true,
      protocol: true,
    },
    request: {
      method: 'PATCH',
      url: `${ROOT}${PATH}`,
      headers: [['Content-Type', 'application/json']],
      body: { encoding: 'utf8', data: '{}' },
    },
    response: { status: 400, headers: [] },
    context: { scenario: 's', step: 't', rows: [], credentials: 'full' },
  };
  const { findings } = await checked([`${JSON.stringify(sent)}\n`]);
  expect(findings.filter(({ blame }) => blame === 'client')).toEqual([]);
});

test('a secret in a line is in no report', async () => {
  const token = 'eyJhbGciOiJub25lIn0.opensesame4711opensesame4711.sig';
  const report = await checked([
    line({ headers: { Authorization: `Bearer ${token}` }, body: { note: token } }),
    line({ headers: { Authorization: `Bearer ${token} ${token}` }, body: { [token]: token } }),
  ]);
  expect(JSON.stringify(report)).not.toContain('opensesame4711');
});

test('an interruption ends it, and what was gathered stands', async () => {
  const stop = new AbortController();
  const chunks = (function* () {
    yield Buffer.from(line({ body: { isUsableOnce: true } }).repeat(200));
    stop.abort();
    yield Buffer.from(line());
  })();
  const report = await check({
    sources: [sourceOf('a', Readable.from(chunks))],
    env: ENV,
    signal: stop.signal,
  });
  expect(report.findings.some(({ requirement }) => requirement === 'REQ-TYPE')).toBe(true);
  expect(report.findings.some(({ message }) => message.includes('interrupted'))).toBe(true);
});

describe('a path with a misspelt key', () => {
  const misspelt = (): string => line({ url: `${ROOT}${PATH.replace('Access', 'Acess')}` });
  const sibling = line({ url: `${ROOT}${PATH.replace('TemporaryAccessPass', 'Fido2')}`, body: {} });
  const notes = ({ findings }: Report): string[] =>
    findings.filter(({ requirement }) => requirement === null).map(({ message }) => message);

  test.each([
    ['of one operation', (lines: string[]) => checked(lines)],
    [
      'of whichever operation',
      async (lines: string[]) => (await checkAll({ sources: [source(lines)], env: ENV }))[0] as Report,
    ],
  ])('%s is told of, and changes no verdict', async (_what, run) => {
    const report = await run([misspelt(), line(), misspelt()]);
    expect(report.verdict).toBe('conforms');
    expect(notes(report)).toEqual([
      '2 requests were not judged: unknown path …/TemporaryAcessPass; did you mean …/TemporaryAccessPass?',
    ]);
    expect(await run([misspelt()])).toMatchObject({ verdict: 'incomplete', reason: 'nothing was judged' });
    expect(notes(await run([line(), sibling]))).toEqual([]);
  });
});
