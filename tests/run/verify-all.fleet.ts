import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultOperation, operationNames, operationOf, type Operation } from '../../src/contract/operation';
import { registerOf } from '../../src/contract/register/register';
import { openFile } from '../../src/exchanges/readers/source';
import { READ_SCOPE, startProvider, testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { isSeveral, severalOf, type Several } from '../../src/results/several';
import { judgeAllEvidence, judgeEvidence } from '../../src/run/judge-evidence';
import { runVerificationOfAll } from '../../src/run/verify-all';
import { commandLine, temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
/** A few rows, so that the runs are short. */
const only = ['RES-200', 'SEM-MERGE', 'SEM-APPLY'];
const verdicts = ({ operations }: Several): [string | undefined, string][] =>
  operations.map(({ contract, verdict }) => [operationOf(contract.operation)?.name, verdict]);
const again = (file: string) => ({
  source: openFile('evidence.ndjson', file),
  only,
  strict: false,
});

describe('a run over all operations', () => {
  const out = path.join(folder, 'all');
  let report: Several;
  beforeAll(async () => {
    const ran = await runVerificationOfAll({ out, formats: ['json'], only });
    expect(isSeveral(ran.report)).toBe(true);
    report = ran.report as Several;
  });

  test('judges the embedded provider as to each of them, on one tenant', () => {
    expect(verdicts(report)).toEqual(operationNames().map((name) => [name, 'conforms']));
    expect(new Set(report.operations.map(({ subject }) => subject.target)).size).toBe(1);
    expect(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8'))).toMatchObject({
      kind: 'operations',
    });
  });

  test('is on one record, and judged again from it', async () => {
    const file = path.join(out, 'evidence.ndjson');
    const judged = await judgeAllEvidence({
      ...again(file),
      registerFor: (signature) => registerOf(operationOf(signature) as Operation),
    });
    const timeless = (reports: readonly Report[]): unknown =>
      reports.map((each) => ({ ...each, provenance: { ...each.provenance, judgedAt: undefined } }));
    expect(timeless((severalOf(judged) as Several).operations)).toEqual(timeless(report.operations));
    const alone = await judgeEvidence({
      ...again(file),
      register: registerOf(defaultOperation()),
      checks: [],
    });
    expect(alone.findings[0]?.message).toContain('a second run begins: --operation all judges');
  });
});

test('a provider that has one policy alone conforms as to that one', async () => {
  const provider = await startProvider();
  const { report } = await runVerificationOfAll({
    ...{ out: path.join(folder, 'one'), formats: [], only: ['SEM-APPLY'], settle: 0 },
    provider: { url: provider.url, token: testToken(WRITE_SCOPE), tokenReadOnly: testToken(READ_SCOPE) },
  }).finally(() => provider.close());
  const [first, ...others] = verdicts(report as Several);
  expect(first).toEqual(['temporaryAccessPass', 'conforms']);
  expect(others.filter(([, verdict]) => verdict === 'conforms')).toEqual([]);
  expect(report.verdict).not.toBe('conforms');
});

test.each([
  ['--serve-fault=RES-200', 'serve-fault'],
  ['--explore=9', 'explore'],
])('%s is for one operation', async (option, name) => {
  const { exitCode, stderr } = await commandLine(folder)(['verify', '--operation', 'all', option]);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`--${name} is for one operation: name it with --operation, not all\n`);
});
