import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { packageFile } from '../../src/contract/package-root';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const line = (body: object, url = 'https://graph.microsoft.com'): string =>
  `${JSON.stringify({
    request: {
      method: 'PATCH',
      url: `${url}/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass`,
      headers: { 'Content-Type': 'application/json' },
      body,
    },
  })}\n`;
const good = line({ '@odata.type': TYPE, isUsableOnce: true });
const bad = line({ isUsableOnce: true });

beforeAll(() => {
  writeFileSync(path.join(folder, 'good.ndjson'), good.repeat(3));
  writeFileSync(path.join(folder, 'bad.ndjson.gz'), gzipSync(good + bad));
});

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

test('a file that conforms is exit code 0, and is counted', async () => {
  const { exitCode, stdout, stderr } = await graphContract(['check', 'good.ndjson', '--out', 'good']);
  expect(stderr).toBe('');
  expect(stdout).toContain('CONFORMS  temporaryAccessPass, traffic good.ndjson');
  expect(exitCode).toBe(0);
  expect(reportIn('good').inputs).toEqual([{ file: 'good.ndjson', read: 3, judged: 3, passedOver: {} }]);
});

test('one that violates is exit code 1, and says file and line, clause, expected and actual', async () => {
  const { exitCode, stdout } = await graphContract(['check', 'good.ndjson', 'bad.ndjson.gz', '--out', 'bad']);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('REQ-TYPE MUST');
  const { findings, exchanges, inputs } = reportIn('bad');
  const [untyped] = findings.filter(({ requirement }) => requirement === 'REQ-TYPE');
  expect(untyped).toMatchObject({ blame: 'client', pointer: '/@odata.type', exchanges: ['2:2'] });
  expect(exchanges.find(({ id }) => id === '2:2')).toMatchObject({
    ...{ source: 'ndjson bad.ndjson.gz:2', outcome: 'violates' },
  });
  expect(inputs.map(({ read }) => read)).toEqual([3, 2]);
});

test('- is standard input', async () => {
  const { exitCode, stdout } = await graphContract(['check', '-', '--quiet', '--out', 'stdin'], {
    stdin: () => Readable.from([Buffer.from(bad)]),
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('standard input');
});

test('the Pact of the repository conforms', async () => {
  const pact = packageFile('contracts', 'tap-policy-client-microsoft-graph-tap-policy.json');
  expect((await graphContract(['check', pact, '--out', 'pact', '--strict'])).exitCode).toBe(0);
});

test('nothing of the operation is incomplete, and says so', async () => {
  writeFileSync(
    path.join(folder, 'others.ndjson'),
    '{"request":{"method":"GET","url":"https://graph.microsoft.com/v1.0/me"}}\n',
  );
  const { exitCode, stdout } = await graphContract(['check', 'others.ndjson', '--out', 'others']);
  expect(exitCode).toBe(3);
  expect(stdout).toContain('not judged: 1 (another operation)');
});

test('how far it is shows on a terminal, and not in a pipe', async () => {
  writeFileSync(path.join(folder, 'many.ndjson'), good.repeat(3000));
  const terminal = { stdout: true, stderr: true, width: 80 };
  const shown = await graphContract(['check', 'many.ndjson', '--out', 'many'], { terminal });
  expect(shown.stderr).toMatch(/ %  [\d,]+ read  [\d,]+ a second/);
  const piped = await graphContract(['check', 'many.ndjson', '--out', 'many']);
  expect(piped.stderr).toBe('');
});

test.each<[string, string[], RegExp]>([
  [
    'no file',
    ['check'],
    /^missing required argument 'file'; usage: graph-contract check \[options\] <file\.\.\.>\n$/,
  ],
  ['a file that is not there', ['check', 'good.ndjson', 'none.har'], /^none\.har: there is no such file\n$/],
  ['a row that is not there', ['check', 'good.ndjson', '--only', 'REQ-NONE'], /no row and no check is named/],
])('%s is one line and exit code 2', async (_what, args, message) => {
  const { exitCode, stderr } = await graphContract([...args, '--out', 'usage']);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test.each([
  ['check', 'good.ndjson', '--out', ''],
  ['verify', '--out='],
])('a place that is empty, as a variable that is not set leaves it, is one line: %s', async (...args) => {
  const { exitCode, stderr } = await graphContract(args);
  expect(stderr).toBe('--out is empty: name a place, or . for the working directory\n');
  expect(exitCode).toBe(2);
});

test('a folder in the place of a file is one line', async () => {
  const { exitCode, stderr } = await graphContract(['check', '.', '--out', 'folder']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '.: it is a folder\n' });
});

test('an empty file has no exchange, and the run is incomplete', async () => {
  writeFileSync(path.join(folder, 'empty.har'), '');
  const { exitCode, stdout } = await graphContract(['check', 'empty.har', '--out', 'empty']);
  expect(exitCode).toBe(3);
  expect(stdout).toContain(', 0 exchanges, ');
  expect(stdout).not.toContain('exchanges judged');
});
