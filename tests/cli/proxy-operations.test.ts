import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { operationNamed, operationNames, operationOf } from '../../src/contract/operation';
import { complaintOf } from '../../src/contract/published';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import type { Several } from '../../src/results/several';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const headers = { Authorization: `Bearer ${testToken(WRITE_SCOPE)}`, 'Content-Type': 'application/json' };
const pathOf = (name: string): string => operationNamed(name).path;
const signatureOf = (name: string): string => operationNamed(name).signature;
const typed = (name: string, more: object = { state: 'enabled' }): object => ({
  '@odata.type': `#microsoft.graph.${name}AuthenticationMethodConfiguration`,
  ...more,
});
const send = async (url: string, body?: object, method = body ? 'PATCH' : 'GET'): Promise<number> =>
  (await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) })).status;
const inBatch = (...names: string[]): object => ({
  requests: names.map((name, at) => ({
    ...{ id: String(at), method: 'PATCH', url: pathOf(name), body: typed(name) },
    headers: { 'Content-Type': 'application/json' },
  })),
});

const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const reportIn = <T = Several>(out: string): T => JSON.parse(read(`${out}/report.json`)) as T;
interface Line {
  kind: string;
  id?: string;
  contract?: object;
  contracts?: unknown[];
}
const linesIn = (out: string): Line[] =>
  read(`${out}/evidence.ndjson`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const nameOf = ({ contract }: Report): string => operationOf(contract.operation)?.name ?? 'none';
const timeless = ({ provenance, ...report }: Report): object => ({ ...report, from: provenance.evidence });

describe('proxy without --operation', () => {
  let stdout: string;
  beforeAll(async () => {
    const { url, ended } = await start(
      ...['proxy', '--max', '5', '--out', 'any', '--format', 'json,junit,sarif,markdown,html'],
    );
    expect(await send(`${url}${pathOf('temporaryAccessPass')}`, typed('temporaryAccessPass'))).toBe(204);
    expect(await send(`${url}${pathOf('sms')}`, { state: 'enabled' })).toBe(400);
    expect(await send(`${url}/$batch`, inBatch('email', 'voice'), 'POST')).toBe(200);
    expect(await send(`${url}${pathOf('authenticationMethodsPolicy')}`)).toBe(200);
    expect(await send(`${url}/me`)).toBe(404);
    const ran = await ended;
    ({ stdout } = ran);
    expect(ran.exitCode).toBe(1);
  }, 30_000);

  test('judges each request by the operation that it is of, and tells of it on its line', () => {
    const lines = stdout.split('\n').filter((line) => /^x000\d /.test(line));
    expect(lines.map((line) => line.replace(/^(\S+) .* (\d{3}) {2}([\w ]+).*$/, '$1 $2 $3').trim())).toEqual([
      'x0001 204 conforms',
      'x0002 400 VIOLATES REQ',
      'x0003 200 conforms',
      'x0004 200 conforms',
      'x0005 404 not judged',
    ]);
    expect(lines[1]).toMatch(/VIOLATES REQ-TYPE .*smsauthenticationmethodconfiguration-update/);
    expect(stdout).toContain('verdict of 5 operations: violates (exit 1)');
  });

  test('makes one report with a section of each, which counts all that passed', () => {
    const { operations, verdict, kind } = reportIn('any');
    expect({ kind, verdict }).toEqual({ kind: 'operations', verdict: 'violates' });
    expect(operations.map((each) => [nameOf(each), each.verdict])).toEqual(
      operationNames().flatMap((name) => {
        if (name === 'sms') return [[name, 'violates']];
        const isOf = ['temporaryAccessPass', 'authenticationMethodsPolicy', 'email', 'voice'].includes(name);
        return isOf ? [[name, 'conforms']] : [];
      }),
    );
    for (const { inputs } of operations)
      expect(inputs).toMatchObject([{ read: 5, judged: 1, passedOver: { 'another operation': 4 } }]);
  });

  test('names the operation in JUnit, SARIF, Markdown and HTML', () => {
    expect(read('any/junit.xml')).toContain('name="sms/request"');
    const { runs } = JSON.parse(read('any/report.sarif')) as {
      runs: { automationDetails: { id: string } }[];
    };
    expect(runs.map(({ automationDetails: { id } }) => id.split('/')[1])).toContain('sms');
    expect(read('any/report.md')).toContain('| `sms` | violates |');
    expect(read('any/report.html')).toContain('smsauthenticationmethodconfiguration');
  });

  test('names the contracts of each exchange in the record, and all of them at its head', () => {
    const [head, ...lines] = linesIn('any');
    expect(head?.contract).toBeUndefined();
    expect(head?.contracts).toMatchObject(operationNames().map((name) => ({ operation: signatureOf(name) })));
    expect(lines.map(({ kind, contracts }) => [kind, contracts])).toEqual([
      ['exchange', [signatureOf('temporaryAccessPass')]],
      ['exchange', [signatureOf('sms')]],
      ['exchange', [signatureOf('email'), signatureOf('voice')]],
      ['exchange', [signatureOf('authenticationMethodsPolicy')]],
      ['exchange', []],
      ['end', undefined],
    ]);
    for (const line of linesIn('any')) expect(complaintOf('evidence', line)).toBeUndefined();
  });

  test('leaves a record that judge and check come to the same by', async () => {
    const judged = await graphContract(['judge', 'any/evidence.ndjson', '--out', 'again']);
    expect(judged.exitCode).toBe(1);
    expect(reportIn('again').operations.map(timeless)).toEqual(reportIn('any').operations.map(timeless));
    await graphContract(['check', 'any/evidence.ndjson', '--out', 'checked']);
    const verdicts = (out: string): string[][] =>
      reportIn(out).operations.map((each) => [nameOf(each), each.verdict]);
    expect(verdicts('checked')).toEqual(verdicts('any'));
  });

  test('of which judge takes one operation, where it is named', async () => {
    const judged = await graphContract([
      ...['judge', 'any/evidence.ndjson', '--operation', 'sms', '--out', 'one'],
    ]);
    expect(judged.exitCode).toBe(1);
    const [sms] = reportIn('any').operations.filter((each) => nameOf(each) === 'sms');
    expect(timeless(reportIn<Report>('one'))).toEqual(timeless(sms as Report));
  });

  test('and reports that diff and merge read', async () => {
    const report = 'any/report.json';
    expect((await graphContract(['diff', report, report, '--operation', 'sms'])).exitCode).toBe(0);
    const merged = await graphContract(['merge', report, report, '--operation', 'sms', '--out', 'merged']);
    expect(merged.exitCode).toBe(1);
    expect((await graphContract(['diff', report, report])).stderr).toMatch(
      /name one of them with --operation/,
    );
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    [
      'names no contract',
      (lines) => lines.map((line) => line.replace(/"contracts":\["PATCH[^\]]*\],"source/, '"source')),
      'it does not name the contracts',
    ],
    [
      'names one that the head lacks',
      (lines) =>
        lines.map((line) =>
          line.replace(/"contracts":\["PATCH[^\]]*\],"source/, '"contracts":["PATCH /x"],"source'),
        ),
      'it names a contract that the first line does not have',
    ],
  ])('an exchange that %s makes the judgement incomplete', async (_what, change, message) => {
    writeFileSync(
      path.join(folder, 'changed.ndjson'),
      change(read('any/evidence.ndjson').split('\n')).join('\n'),
    );
    const { exitCode, stdout } = await graphContract(['judge', 'changed.ndjson', '--out', 'changed']);
    expect({ exitCode, told: stdout.includes(message) }).toEqual({ exitCode: 3, told: true });
  });
});

test('what passed of one operation alone is the report of that one', async () => {
  const { url, ended } = await start('proxy', '--max', '1', '--out', 'alone', '--json');
  await send(`${url}${pathOf('voice')}`, typed('voice'));
  expect((await ended).exitCode).toBe(0);
  expect(reportIn<Report>('alone').contract.operation).toBe(signatureOf('voice'));
});

test('an operation that is named is the only one, in the record too', async () => {
  const { url, ended } = await start('proxy', '--operation', 'sms', '--max', '2', '--out', 'named');
  await send(`${url}${pathOf('voice')}`, typed('voice'));
  await send(`${url}${pathOf('sms')}`, typed('sms'));
  expect((await ended).exitCode).toBe(0);
  const [head, ...lines] = linesIn('named');
  expect(head).toMatchObject({ contract: { operation: signatureOf('sms') } });
  expect(lines.map(({ contracts }) => contracts)).toEqual([undefined, undefined, undefined]);
  expect(reportIn<Report>('named').inputs).toMatchObject([{ read: 2, judged: 1 }]);
});

test('a Pact is of one operation', async () => {
  const ran = await graphContract(['proxy', '--operation', 'all', '--record', 'all.json', '--port', '0']);
  expect(ran).toMatchObject({
    exitCode: 2,
    stderr: '--record applies to one operation: name it with --operation, not all\n',
  });
});

test('chaos meets a request of any operation', async () => {
  const { url, ended } = await start(
    'proxy',
    '--chaos',
    '100%',
    '--chaos-seed',
    '3',
    '--max',
    '1',
    '--out',
    'chaos',
  );
  await send(`${url}${pathOf('email')}`).catch(() => undefined);
  await ended;
  expect(linesIn('chaos')[1]).toMatchObject({ injected: expect.any(String) as string });
});

test('serve with chaos judges requests of any operation where all are meant', async () => {
  const { url, ended } = await start(
    ...['serve', '--chaos', '1%', '--chaos-seed', '3', '--operation', 'all'],
    ...['--max', '2', '--out', 'served'],
  );
  for (const name of ['email', 'voice']) await send(`${url}${pathOf(name)}`).catch(() => undefined);
  await ended;
  expect(reportIn('served').operations.map(nameOf)).toEqual(['email', 'voice']);
});

test('serve without chaos has one operation to be named', async () => {
  const ran = await graphContract(['serve', '--operation', 'all', '--port', '0']);
  expect(ran).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^--operation all needs --chaos: .*\n$/) as string,
  });
});
