import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startProvider, testToken, WRITE_SCOPE, type RunningProvider } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
let provider: RunningProvider;
beforeAll(async () => (provider = await startProvider()));
afterAll(() => provider.close());

test.each([
  ['a cloud', ['--cloud', 'global']],
  ['a host of Microsoft', ['--provider', 'https://graph.microsoft.com/v1.0']],
  ['another host', ['--provider', 'https://gateway.example/v1.0']],
])('a plan for %s needs no permission and no token, since nothing is sent', async (_where, args) => {
  const fetched = jest.spyOn(net.Socket.prototype, 'connect');
  const { exitCode, stdout } = await graphContract(['verify', ...args, '--plan', '--only', 'RES-204']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+ requests, \d+ of them writes;/m);
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockRestore();
});

describe('what may happen only where it is said', () => {
  test.each<[string, string[], RegExp]>([
    [
      'a write elsewhere',
      ['--provider', 'https://gateway.example/v1.0'],
      /^gateway\.example is not this machine.*--allow-writes.*or --read-only$/,
    ],
    [
      "a host of Microsoft's",
      ['--provider', 'https://graph.microsoft.com/v1.0', '--allow-writes'],
      /^graph\.microsoft\.com belongs to a Microsoft cloud.*--cloud or --live/,
    ],
    [
      'a tenant that nobody is said to live with',
      ['--cloud', 'global', '--no-live', '--allow-writes', '--token', 'abc'],
      /^graph\.microsoft\.com belongs to a Microsoft cloud.*: refused/,
    ],
    [
      'a write to a cloud',
      ['--cloud', 'global', '--token', 'abc'],
      /^graph\.microsoft\.com is not this machine.*--allow-writes/,
    ],
    [
      'China',
      ['--cloud', 'china', '--allow-writes'],
      /^--cloud china: the operation is not in v1\.0 of this cloud/,
    ],
    [
      'two providers',
      ['--cloud', 'global', '--provider', 'http://localhost/v1.0'],
      /^--cloud and --provider name two providers/,
    ],
    ['no provider', ['--live'], /^--live and --read-only are for a provider/],
    [
      'sequences',
      ['--provider', 'http://localhost/v1.0', '--live', '--explore', '3'],
      /^--pact, --explore and --minimise send what is not known beforehand/,
    ],
    [
      'shorter sequences',
      ['--provider', 'http://localhost/v1.0', '--live', '--minimise'],
      /^--pact, --explore and --minimise send what is not known beforehand/,
    ],
    [
      'no URL',
      ['--provider', 'graph', '--token', 'abc'],
      /^graph is not a URL: an API root is needed, such as https:\/\/host\/v1\.0$/,
    ],
    [
      'no request a second',
      ['--provider', 'http://localhost/v1.0', '--live', '--rate', '0'],
      /It must be a number above 0/,
    ],
    [
      'a budget for nothing',
      ['--provider', 'http://localhost/v1.0', '--live', '--max-writes', '4'],
      /It must be a number above 4/,
    ],
    [
      'a token that will not do',
      ['--cloud', 'global', '--allow-writes', '--token', 'e30.eyJhdWQiOiJ4In0.x'],
      /^the token is for x, and not for https:\/\/graph\.microsoft\.com$/,
    ],
    [
      'a sign-in to nobody',
      ['--provider', 'https://gateway.example/v1.0', '--read-only', '--auth', 'default'],
      /^--auth: https:\/\/gateway\.example is not one of Microsoft's clouds; set AZURE_AUTHORITY_HOST/,
    ],
    [
      'a command that fails',
      [
        '--provider',
        'https://gateway.example/v1.0',
        '--read-only',
        '--token-command',
        'echo secret-canary; exit 7',
      ],
      /^--token-command: the command failed with 7; run it in a shell to see why$/,
    ],
  ])('%s is refused in one line', async (_what, args, line) => {
    const { exitCode, stdout, stderr } = await graphContract(['verify', ...args]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stderr).not.toContain('canary');
  });
});

test('a rehearsal on this machine puts back, takes its token from a command, and says so in its reports', async () => {
  writeFileSync(path.join(folder, 'token.txt'), testToken(WRITE_SCOPE));
  const print = process.platform === 'win32' ? 'type token.txt' : 'cat token.txt';
  const { exitCode, stdout } = await graphContract([
    ...['verify', '--provider', provider.url, '--live', '--only', 'RES-204', '--journal', 'journals'],
    ...['--token-command', print, '--out', 'rehearsed', '--format', 'json,html,markdown'],
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^policy restored: read x\d+ shows the original values \(\d+ writes sent\)$/m);
  const report = JSON.parse(readFileSync(path.join(folder, 'rehearsed', 'report.json'), 'utf8')) as Report;
  expect(report.putBack).toMatchObject({ equal: true });
  expect(readFileSync(path.join(folder, 'rehearsed', 'report.html'), 'utf8')).toContain('Policy restored');
  expect(readFileSync(path.join(folder, 'rehearsed', 'report.md'), 'utf8')).toContain('Policy restored');
  expect(readdirSync(path.join(folder, 'journals'))).toEqual([]);
});

test('the plan of a live run has what it would send, and nothing that was not allowed', async () => {
  const planned = async (...args: string[]): Promise<string> =>
    (await graphContract(['verify', '--cloud', 'global', '--plan', ...args])).stdout;
  const reads = await planned('--read-only');
  expect(
    reads.split('\n').filter((line) => /^(PATCH|DELETE|PUT|POST) /.test(line) && !line.includes('preflight')),
  ).toEqual([]);
  const careful = await planned('--allow-writes');
  expect(careful).toMatch(/^PATCH/m);
  expect(careful).not.toMatch(/^(DELETE|PUT)/m);
  expect(careful).toMatch(/SEM-DELETE may not be tested: .*--allow-delete would test it/);
  expect(careful).toMatch(/^left out: state\/delete \(.*--allow-delete.*\)$/m);
  expect(await planned('--allow-writes', '--allow-delete')).toMatch(/^DELETE/m);
});

test('restore has nothing to do where no journal is open', async () => {
  expect(await graphContract(['restore', '--journal', 'nowhere'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /nowhere, and there is no such folder: nothing is to be put back$/m,
    ) as string,
  });
  mkdirSync(path.join(folder, 'empty'));
  const { exitCode, stdout } = await graphContract(['restore', '--journal', 'empty']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^no journal is open in .*empty: nothing is to be put back$/m);
});
