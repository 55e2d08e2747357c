/** What people run is the bundle that the build makes of the sources: it does what the sources do. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { packageFile } from '../../src/contract/package-root';
import { commandLine, temporaryFolder } from './support';

const ROOT = packageFile();
const { bin } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  bin: Record<string, string>;
};
const BUNDLE = packageFile(...(bin['graph-contract'] ?? '').split('/'));
const folder = temporaryFolder();

const bundled = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUNDLE, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
};
const sources = (...args: string[]) => commandLine(ROOT)(args);

test('the command that the package installs is the bundle', () => {
  expect(path.relative(ROOT, BUNDLE).replaceAll('\\', '/')).toBe('dist/bundle/cli/main.mjs');
  expect(existsSync(BUNDLE)).toBe(true);
});

test.each(['--help', ...COMMANDS.map(({ name }) => `${name} --help`)])(
  'the bundle says for %s what the sources say',
  async (line) => {
    const args = line.split(' ');
    expect(bundled(...args)).toEqual(await sources(...args));
  },
);

test('a pack of the user is loaded from the bundle, and a folder that is none is told of', async () => {
  const pack = ['requirements', '--operation', './spec/operations/sms'];
  const { exitCode, stdout } = bundled(...pack);
  expect(exitCode).toBe(0);
  expect(stdout).toBe((await sources(...pack)).stdout);
  const none = ['requirements', '--operation', './spec/none'];
  expect(bundled(...none)).toEqual(await sources(...none));
});

test('the bundle judges as the sources do, and writes every report', async () => {
  const line = path.join(folder, 'one.ndjson');
  const url =
    'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
  const request = { method: 'PATCH', url, headers: { 'Content-Type': 'text/plain' }, body: '{}' };
  writeFileSync(line, `${JSON.stringify({ request, response: { status: 204, headers: {}, body: null } })}\n`);
  const one = bundled(
    'check',
    line,
    '--out',
    path.join(folder, 'bundle'),
    '--format',
    'json,junit,html,sarif,markdown',
  );
  const other = await sources(
    'check',
    line,
    '--out',
    path.join(folder, 'sources'),
    '--format',
    'json,junit,html,sarif,markdown',
  );
  const verdict = (text: string) =>
    text.split('\n').filter((each) => /^(verdict|VIOLATES|CONFORMS)/.test(each));
  expect(one.exitCode).toBe(1);
  expect(one.exitCode).toBe(other.exitCode);
  expect(verdict(one.stdout)).toEqual(verdict(other.stdout));
  for (const file of ['report.json', 'junit.xml', 'report.html', 'report.sarif', 'report.md'])
    expect([file, existsSync(path.join(folder, 'bundle', file))]).toEqual([
      file,
      existsSync(path.join(folder, 'sources', file)),
    ]);
});

test('the bundle verifies the embedded provider', () => {
  const { exitCode, stdout } = bundled('verify', '--quiet', '--out', path.join(folder, 'verify'));
  expect(stdout).toMatch(/^CONFORMS/);
  expect(exitCode).toBe(0);
});
