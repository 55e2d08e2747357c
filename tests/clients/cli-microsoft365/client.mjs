// @pnp/cli-microsoft365: `m365 request`, once for each update, in a home of its own that is signed in already with
// a token for the address of the provider.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('index.js', import.meta.resolve('@pnp/cli-microsoft365')));
const home = mkdtempSync(path.join(tmpdir(), 'm365-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

let at;
for await (const line of createInterface({ input: process.stdin })) {
  if (at) process.stdout.write(`${JSON.stringify(await update(JSON.parse(line)))}\n`);
  else signIn((at = JSON.parse(line)));
}

/** What signing in leaves behind; what it would tell of its use, and asks of newer versions, is turned off. */
function signIn({ root, token }) {
  const connection = {
    ...{ active: true, name: 'local', identityName: 'local', identityId: 'local', authType: 'deviceCode' },
    ...{ tenant: 'common', cloudType: 'Public', appId: 'local' },
    accessTokens: {
      [new URL(root).origin]: {
        accessToken: token,
        expiresOn: new Date(Date.now() + 3_600_000).toISOString(),
      },
    },
  };
  writeFileSync(path.join(home, '.cli-m365-connection.json'), JSON.stringify(connection));
  mkdirSync(path.join(home, 'configstore'));
  writeFileSync(
    path.join(home, 'configstore', 'cli-m365-config.json'),
    JSON.stringify({ disableTelemetry: true }),
  );
}

/** One update, and what came of it. */
async function update({ path: below, body }) {
  const args = ['request', '--method', 'patch', '--url', `${at.root}${below}`];
  const child = spawn(
    process.execPath,
    [
      COMMAND,
      ...args,
      '--content-type',
      'application/json',
      '--body',
      JSON.stringify(body),
      '--output',
      'json',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: home },
        CLIMICROSOFT365_NOUPDATE: '1',
      },
    },
  );
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  if (status !== 0) return { ok: false, why: `${stderr}${stdout}`.trim() };
  return { ok: true, value: stdout.trim() === '' ? null : valueOf(stdout) };
}

function valueOf(stdout) {
  try {
    return JSON.parse(stdout);
  } catch {
    return stdout.trim();
  }
}
