/** Live runs against the cloud to practise on, each a process of its own, as users start them. */
import { defaultOperation } from '../../src/contract/operation';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { differences } from '../../src/live/policy';
import { defaultPolicy } from '../../src/provider';
import { REHEARSAL, startCloud, type RunningCloud } from '../../src/provider/cloud';
import { testToken, WRITE_SCOPE } from '../../src/provider/tokens';
import { localCertificate } from '../../src/proxy/certificate';
import type { Report } from '../../src/results/report';
import { packageFile } from '../../src/contract/package-root';
import { temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
const CLI = packageFile('dist', 'src', 'cli', 'main.js');
const ORIGINAL = { ...defaultPolicy(), state: 'enabled' as const, isUsableOnce: true, defaultLength: 14 };
const CA = path.join(folder, 'ca.pem');
const CLIENT = path.join(folder, 'client.pem');
const FEDERATED = path.join(folder, 'federated.jwt');

let cloud: RunningCloud;
beforeAll(async () => {
  const tls = await localCertificate();
  writeFileSync(CA, tls.cert);
  writeFileSync(CLIENT, `${tls.key}\n${tls.cert}`);
  writeFileSync(FEDERATED, 'e30.e30.x');
  cloud = await startCloud({ tls, policy: ORIGINAL, throttle: 25, lag: 60 });
});
afterAll(() => cloud.close());

let runs = 0;
async function run(args: readonly string[], env: Record<string, string> = {}) {
  const out = path.join(folder, String((runs += 1)));
  const journal = path.join(out, 'journal');
  const ran = await new Promise<{ exitCode: number; printed: string }>((resolve) => {
    execFile(
      process.execPath,
      [
        ...[CLI, 'verify', '--provider', cloud.url, '--ca', CA, '--live', '--journal', journal, '--out', out],
        ...['--format', 'json,junit,html,sarif,markdown', '--only', 'RES-204,RES-ODV', ...args],
      ],
      {
        env: {
          ...{ PATH: process.env['PATH'] ?? '', HOME: folder, GITHUB_SHA: '0' },
          ...{ NODE_EXTRA_CA_CERTS: CA, AZURE_AUTHORITY_HOST: cloud.origin },
          ...{ AZURE_TENANT_ID: REHEARSAL.tenant, AZURE_CLIENT_ID: REHEARSAL.client },
          AZURE_CLIENT_SECRET: REHEARSAL.secret,
          ...env,
          ...(env['IDENTITY_HEADER'] !== undefined && { IDENTITY_ENDPOINT: `${cloud.origin}/msi/token` }),
        },
      },
      (error, stdout, stderr) => resolve({ exitCode: Number(error?.code ?? 0), printed: stdout + stderr }),
    );
  });
  return { ...ran, out };
}

const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as Report;

test.each([
  ['a client secret', ['--auth', 'client-secret'], {}],
  ['what the environment has', ['--auth', 'default'], {}],
  ['a device code', ['--auth', 'device-code'], {}],
  ['a certificate', ['--auth', 'certificate'], { AZURE_CLIENT_CERTIFICATE_PATH: CLIENT }],
  ['a federated token', ['--auth', 'workload-identity'], { AZURE_FEDERATED_TOKEN_FILE: FEDERATED }],
  ['the identity of a machine', ['--auth', 'managed-identity'], { IDENTITY_HEADER: REHEARSAL.secret }],
])(
  'signs in by %s, is throttled and meets reads that lag, and puts the policy back',
  async (_way, args, env) => {
    const { exitCode, printed, out } = await run(args, env);
    expect(printed).toContain('policy restored: read ');
    expect(exitCode).toBe(0);
    expect(differences(defaultOperation(), ORIGINAL, cloud.store.get())).toEqual([]);
    expect(reportIn(out).putBack).toMatchObject({ equal: true });
  },
);

test('a wrong secret is one line, without the secret', async () => {
  const { exitCode, printed } = await run(['--auth', 'client-secret'], {
    AZURE_CLIENT_SECRET: 'canary-secret-0123456789',
  });
  expect(exitCode).toBe(2);
  expect(printed.trimEnd()).toMatch(/^--auth client-secret: no token: .*AADSTS7000215/);
  expect(printed.trimEnd()).not.toContain('\n');
  expect(printed).not.toContain('canary');
});

test('a certificate that nobody vouches for ends the run before anything is sent', async () => {
  const other = path.join(folder, 'other.pem');
  writeFileSync(other, (await localCertificate()).cert);
  const { exitCode, printed } = await run(['--auth', 'client-secret', '--ca', other]);
  expect(exitCode).toBe(3);
  expect(printed).toMatch(/certificate|self-signed/);
});

test('neither token nor secret stands in any byte that a run writes or prints', async () => {
  const { printed, out } = await run([
    '--auth',
    'client-secret',
    '--header',
    'X-Gateway-Key: canary-key-0123456789',
  ]);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).sort()).toEqual(
    ['evidence.ndjson', 'junit.xml', 'report.html', 'report.json', 'report.md', 'report.sarif'].sort(),
  );
  for (const secret of [testToken(WRITE_SCOPE), REHEARSAL.secret, 'canary-key-0123456789']) {
    expect(printed).not.toContain(secret);
    for (const { parentPath, name } of files) {
      const file = path.join(parentPath, name);
      expect([name, readFileSync(file).includes(secret)]).toEqual([name, false]);
      if (process.platform !== 'win32') expect([name, statSync(file).mode & 0o077]).toEqual([name, 0]);
    }
  }
});
