import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { sourceOf } from '../../src/exchanges/readers/source';
import { renderJson } from '../../src/reports/json';
import type { Report } from '../../src/results/report';
import { loadRegister } from '../../src/contract/register/register';
import { judgeEvidence, type JudgeEvidenceOptions } from '../../src/run/judge-evidence';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';
import { FAULTS } from '../explore/faults';
import { startMutant, TOKENS, verifyMutant, type Mutation } from './mutant';

const folder = temporaryFolder();
const env = { GITHUB_SHA: '0'.repeat(40), CI: 'true' };
let runs = 0;

/** A run, with its record. */
async function recorded(
  mutation: Mutation = {},
  options: Partial<VerifyOptions> = {},
): Promise<{ report: Report; evidence: string }> {
  const out = path.join(folder, String((runs += 1)));
  const report = await verifyMutant(mutation, { out, env, ...options });
  return { report, evidence: readFileSync(path.join(out, 'evidence.ndjson'), 'utf8') };
}

const judged = (evidence: string, options: Partial<JudgeEvidenceOptions> = {}): Promise<Report> =>
  judgeEvidence({
    source: sourceOf('a/evidence.ndjson', Readable.from([Buffer.from(evidence)])),
    register: loadRegister(),
    checks: [],
    strict: false,
    ...options,
  });

/** That they are the same text, apart from the time of judging. */
function same(again: Report, report: Report): void {
  const provenance = { ...again.provenance };
  delete provenance.judgedAt;
  const timeless = { ...again, provenance };
  expect(timeless).toEqual(report);
  expect(renderJson(timeless)).toBe(renderJson(report));
}

const [fault] = FAULTS;

describe('the report is that of the run, byte for byte,', () => {
  test.each<[string, Mutation, Partial<VerifyOptions>]>([
    ['of a provider that conforms', {}, {}],
    [
      'of one that answers 200 to an update',
      {
        response: (response, { method }) =>
          method === 'PATCH' && response.status === 204 ? new Response('{}', { status: 200 }) : response,
      },
      {},
    ],
    ['of one that answers nothing but 401', { request: () => new Response(null, { status: 401 }) }, {}],
    ['of one that stops answering', stopping(40), {}],
    ['where some is declared absent', {}, { lacks: ['batch', 'delete'] }],
    [
      'where a sequence shows a difference',
      fault?.mutation() ?? {},
      { explore: { sequences: 20, seed: 1 }, only: ['SEM-*'] },
    ],
    ['where a part was selected, strictly', {}, { only: ['RES-*'], strict: true }],
  ])('%s', async (_name, mutation, options) => {
    const { report, evidence } = await recorded(mutation, options);
    const { strict = false, only } = options;
    const again = await judged(evidence, { strict, ...(only && { only }) });
    expect(again.provenance.judgedAt).toMatch(/^\d{4}-/);
    same(again, report);
  });

  test('of one that is not there', async () => {
    const mutant = await startMutant();
    await mutant.close();
    const out = path.join(folder, 'gone');
    const report = await verify({ provider: mutant.url, ...TOKENS, env, out });
    const again = await judged(readFileSync(path.join(out, 'evidence.ndjson'), 'utf8'));
    same(again, report);
  });
});

/** Answers so many requests, and then none. */
function stopping(after: number): Mutation {
  let count = 0;
  return { request: () => ((count += 1) > after ? new Response(null, { status: 503 }) : {}) };
}

describe('a record that is not whole', () => {
  test('has what it shows judged, and is incomplete', async () => {
    const { evidence } = await recorded();
    const lines = evidence.trimEnd().split('\n');
    const report = await judged(`${lines.slice(0, 60).join('\n')}\n`);
    expect(report.verdict).toBe('incomplete');
    expect(report.reason).toBe('the record ends before the run did');
    expect(report.inputs).toMatchObject([{ read: 59 }]);
  });

  test('has each line that is broken told with its place, and the rest is judged', async () => {
    const { evidence } = await recorded({}, { only: ['RES-204'] });
    const lines = evidence.trimEnd().split('\n');
    lines[3] = '{"kind":"exchange"';
    lines[4] = '{"kind":"exchange","id":"e1"}';
    const report = await judged(lines.join('\n'), { only: ['RES-204'] });
    const told = report.findings.filter(({ outcome }) => outcome === 'error').map(({ message }) => message);
    expect(told).toEqual([
      expect.stringMatching(/^a\/evidence\.ndjson:4: not JSON: /),
      expect.stringMatching(/^a\/evidence\.ndjson:5: .*required property/),
    ]);
    expect(report.verdict).toBe('incomplete');
    expect(report.inputs[0]?.judged).toBeGreaterThan(5);
  });

  test.each([
    ['is empty', '', /^a\/evidence\.ndjson: it is empty$/],
    ['is no record', '{"request":{}}\n', /^a\/evidence\.ndjson: it is not the record of a run: /],
    ['begins with an exchange', '[1]\n', /it is not the record of a run/],
    ['is no JSON', 'HTTP/1.1 204\n', /it is not the record of a run: not JSON/],
  ])('that %s is bad usage', async (_name, text, message) => {
    await expect(judged(text)).rejects.toThrow(UsageError);
    await expect(judged(text)).rejects.toThrow(message);
  });
});
