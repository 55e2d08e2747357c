import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EvidenceEnd, EvidenceLine } from '../../src/results/evidence';
import { identified } from '../../src/results/ids';
import type { EvidenceHeader } from '../../src/exchanges/run-header';
import type { Exchange } from '../../src/exchanges/exchange';
import { breaks, holds, type ExchangeCheck } from '../../src/checks/check';
import { loadRegister, type Register } from '../../src/contract/register/register';
import type { Requirement } from '../../src/contract/register/row';
import type { Selection } from '../../src/contract/selection';
import { judge } from '../../src/judge/judge';
import { defaultPolicy } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import { UsageError } from '../../src/usage-error';
import { TOKENS, outcomesOf, startMutant, verifyMutant } from './mutant';

const env = { GITHUB_SHA: '0'.repeat(40) };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const linesOf = (): EvidenceLine[] =>
  readFileSync(path.join(folder, 'evidence.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as EvidenceLine);

/** The one finding of a run that came to nothing. */
function onlyFinding(report: Report) {
  expect(report.verdict).toBe('incomplete');
  expect(report.counts).toMatchObject({ violates: 0, deviates: 0, conforms: 0 });
  expect(report.findings).toHaveLength(1);
  return report.findings[0];
}

describe('a provider that is out of reach', () => {
  test('because no server listens is one line', async () => {
    const mutant = await startMutant();
    await mutant.close();
    const report = await verify({ provider: mutant.url, ...TOKENS, env, out: folder });
    expect(onlyFinding(report)).toMatchObject({
      outcome: 'error',
      blame: 'environment',
      message: expect.stringContaining('no server listens'),
    });
    expect(report.reason).toContain('no server listens');
    expect(linesOf().at(-1)).toMatchObject({ kind: 'end', brokenOff: report.reason });
  });

  test.each([
    [401, /the provider refused the token: give one that it accepts, in GRAPH_TOKEN/],
    [403, /lacks the permission/],
    [404, /must be the API root/],
    [500, /neither a read nor a write/],
    [503, /neither a read nor a write/],
  ])('because all it answers is %d is one line', async (status, message) => {
    const report = await verifyMutant({ request: () => new Response('<h1>No</h1>', { status }) });
    expect(onlyFinding(report)).toMatchObject({
      outcome: 'error',
      blame: 'environment',
      message: expect.stringMatching(message),
    });
  });

  test('because its root is another is one line', async () => {
    const mutant = await startMutant();
    const report = await verify({ provider: mutant.url.replace('/v1.0', ''), ...TOKENS, env });
    await mutant.close();
    expect(onlyFinding(report)?.message).toContain('https://host/v1.0');
  });

  test('because it goes away is incomplete', async () => {
    let count = 0;
    const mutant = await startMutant({
      request: () => {
        count += 1;
        if (count === 50) void mutant.close();
        return {};
      },
    });
    const report = await verify({ provider: mutant.url, ...TOKENS, env, out: folder, settle: 300 });
    expect(report).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringMatching(/stopped answering, first to [A-Z]+ of x\d{4}, .+: /),
      counts: { violates: 0 },
    });
    // Nothing answers any more to whoever would put the policy back, either.
    const [brokenOff, leftChanged] = (report.reason ?? '').split('; the policy may not be as it was');
    expect(leftChanged).toMatch(
      /could not be read: .*exchange x0001 of evidence\.ndjson has the original policy$/,
    );
    expect(linesOf().at(-1)).toMatchObject({ kind: 'end', brokenOff });
  });

  test('because its host may not be written to is never sent to', async () => {
    const options = { ...TOKENS, env, out: folder };
    await expect(verify({ provider: 'https://graph.microsoft.com/v1.0', ...options })).rejects.toThrow(
      UsageError,
    );
    await expect(verify({ provider: 'https://gateway.example/v1.0', ...options })).rejects.toThrow(
      UsageError,
    );
    expect(() => linesOf()).toThrow('ENOENT');
  });
});

test('a provider that answers 204 to everything violates what it must not let pass', async () => {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const report = await verify({ provider: `http://127.0.0.1:${port}/v1.0`, ...TOKENS, env, settle: 300 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(report.verdict).toBe('violates');
  const broken = [...outcomesOf(report)].filter(([, outcome]) => outcome === 'violates').map(([id]) => id);
  expect(broken.sort()).toEqual([
    'AUT-401',
    'AUT-403',
    'BAT-MALFORMED',
    'BAT-OUTER',
    'ERR-405',
    'ERR-BADJSON',
    'ERR-CT',
    'ERR-NOTYPE',
    'ERR-OTHER-KEY',
    'ERR-RANGE',
    'ERR-TYPE',
    'GET-SHAPE',
  ]);
});

test('a run that is interrupted leaves what it saw', async () => {
  const interruption = new AbortController();
  const mutant = await startMutant();
  const report = await verify({
    provider: mutant.url,
    ...TOKENS,
    env,
    out: folder,
    signal: interruption.signal,
    onProgress: ({ done }) => void (done === 4 && interruption.abort()),
  });
  await mutant.close();
  expect(report).toMatchObject({
    verdict: 'incomplete',
    reason: 'the run was interrupted',
    counts: { violates: 0 },
  });
  expect(report.counts.conforms).toBeGreaterThan(0);
  const lines = linesOf();
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.at(-1)).toMatchObject({ kind: 'end', brokenOff: 'the run was interrupted' });
});

describe('the evidence', () => {
  test('has a line for each exchange, for its owner alone, and no secret', async () => {
    let requests = 0;
    const count = () => void (requests += 1);
    const report = await verifyMutant(
      { request: () => (count(), {}) },
      { out: folder, headers: [['X-Gateway-Key', 'k3y-of-the-gateway']] },
    );
    const file = path.join(folder, 'evidence.ndjson');
    const lines = linesOf();
    expect(lines.map(({ kind }) => kind)).toEqual([
      'run',
      ...Array.from({ length: requests }, () => 'exchange'),
      'end',
    ]);
    expect(lines.at(-1)).not.toHaveProperty('brokenOff');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8') + JSON.stringify(report);
    for (const secret of [TOKENS.token, TOKENS.tokenReadOnly, 'k3y-of-the-gateway'])
      expect(text).not.toContain(secret);
    expect(report.provenance.evidence).toMatchObject({ file: 'evidence.ndjson' });
  });

  test.each([
    ['conforms', {}],
    [
      'violates',
      { response: (response: Response) => new Response(response.body, { status: response.status }) },
    ],
  ])('of a run that %s is judged the same again', async (verdict, mutation) => {
    const report = await verifyMutant(mutation, { out: folder });
    const [head, ...rest] = linesOf() as [
      EvidenceHeader,
      ...(({ kind: 'exchange' } & Exchange) | EvidenceEnd)[],
    ];
    const exchanges = rest.filter(
      (line): line is { kind: 'exchange' } & Exchange => line.kind === 'exchange',
    );
    const again = judge(exchanges, {
      subject: 'provider',
      target: head.subject.target,
      planned: new Map(head.planned.map(({ requirement, missing }) => [requirement, missing])),
    });
    expect(again).toMatchObject({ verdict, counts: report.counts, requirements: report.requirements });
    expect(identified(again.findings)).toEqual(report.findings);
  });
});

test('the policy is what it was before', async () => {
  const mutant = await startMutant();
  const policy = {
    ...defaultPolicy(),
    state: 'enabled' as const,
    defaultLength: 31,
    minimumLifetimeInMinutes: 77,
    defaultLifetimeInMinutes: 88,
    maximumLifetimeInMinutes: 99,
    isUsableOnce: true,
    excludeTargets: [{ targetType: 'group' as const, id: 'contractors' }],
  };
  mutant.store.set(policy);
  const report = await verify({ provider: mutant.url, ...TOKENS, env, settle: 300 });
  await mutant.close();
  expect(report.verdict).toBe('conforms');
  expect(mutant.store.get()).toEqual(policy);
});

test('the policy is put back where a run is interrupted', async () => {
  const interruption = new AbortController();
  const mutant = await startMutant();
  mutant.store.set({ ...defaultPolicy(), defaultLength: 31 });
  await verify({
    provider: mutant.url,
    ...TOKENS,
    env,
    signal: interruption.signal,
    onProgress: ({ done }) => void (done === 8 && interruption.abort()),
  });
  await mutant.close();
  expect(mutant.store.get().defaultLength).toBe(31);
});

test('the report names what was asked of whom', async () => {
  const mutant = await startMutant();
  const report = await verify({ provider: `${mutant.url}/`, ...TOKENS, env, only: ['RES-KEY-CASE'] });
  await mutant.close();
  expect(report.subject).toEqual({ kind: 'provider', target: mutant.url });
  expect(report.requirements.map(({ id, outcome }) => [id, outcome])).toEqual([['RES-KEY-CASE', 'conforms']]);
  expect(report.provenance).toMatchObject({ commit: '0'.repeat(40), evidence: null });
});

describe('a selection', () => {
  /** Each DELETE must name what answered. */
  const check: ExchangeCheck = {
    ...{ address: 'response/ours', requirement: 'OUR-1', needs: [], scope: 'exchange' },
    reach: { intents: ['reset'], answers: ['no-content'] },
    judge: (view) =>
      view.responseHeader('x-ours') === undefined
        ? breaks(view, {
            message: 'x-ours must be there',
            expected: 'x-ours',
            actual: 'nothing',
            pointer: '',
          })
        : holds(view),
  };
  const base = loadRegister();
  const row = { ...(base.byId.get('RES-204') as Requirement), id: 'OUR-1', checks: ['response/ours'] };
  const ours = {
    checks: [check],
    register: {
      ...base,
      rows: [...base.rows, row],
      byId: new Map(base.byId).set('OUR-1', row),
    } as Register,
  };

  test('of a row of an overlay judges it as a whole run does', async () => {
    const of = (report: Report) => report.requirements.filter(({ id }) => id === 'OUR-1');
    const whole = await verifyMutant({}, ours);
    const alone = await verifyMutant({}, { ...ours, only: ['OUR-1'] });
    expect(of(alone)).toEqual(of(whole));
    expect(of(alone)).toMatchObject([{ outcome: 'violates' }]);
    expect(alone.requirements).toHaveLength(1);
  });

  test.each<[selection: Selection, line: RegExp]>([
    [
      { only: ['REQ-TYPE'] },
      /^no row of a provider is left to judge: clients answer for REQ-TYPE, and check /,
    ],
    [{ only: ['REQ-*'] }, /clients answer for [A-Z-]+, [A-Z-]+, [A-Z-]+ and \d+ more, /],
    [{ only: ['RES-204'], skip: ['RES-*'] }, /leave no row: there is nothing to judge$/],
  ])('%j that leaves no row of a provider is refused', async (selection, line) => {
    await expect(verify({ provider: 'http://127.0.0.1:1/v1.0', ...TOKENS, ...selection })).rejects.toThrow(
      line,
    );
  });
});
