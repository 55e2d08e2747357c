import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultOperation } from '../src/contract/operation';
import { READ_SCOPE, testToken, WRITE_SCOPE } from '../src/provider';
import { before } from './fleet/before';
import { blockBehind } from './docs/pages';
import { commandLine, temporaryFolder } from './cli/support';

const folder = temporaryFolder();

/** What a run prints, without what is another one each time. */
const plainRun = (text: string): string =>
  text
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\d+\.\d s/g, 'TIME')
    .replace(/\d+ exchanges/, 'N exchanges')
    .replace(/by read x\d+ \(\d+ writes\)/, 'by read X');
const terminal = { terminal: { stdout: false, stderr: false, width: 100 } };

test('shows the transcript that a run on the embedded provider prints', async () => {
  const { stdout } = await commandLine(folder)(['verify'], terminal);
  expect(plainRun(blockBehind('transcript: conforms'))).toBe(plainRun(stdout));
});

test('shows what a run before a provider with a fault prints, but for its commands', async () => {
  const stdout = await before('wire-two-bytes-at-once', async (provider) => {
    const env = { GRAPH_TOKEN: testToken(WRITE_SCOPE), GRAPH_TOKEN_READONLY: testToken(READ_SCOPE) };
    return (await commandLine(folder)(['verify', '--provider', provider], { ...terminal, env })).stdout;
  });
  const [above = '', below = ''] = blockBehind('transcript: red', 'docs/verify.md').split('  …\n\n');
  expect(plainRun(stdout).startsWith(plainRun(above))).toBe(true);
  expect(plainRun(stdout).endsWith(plainRun(below))).toBe(true);
});

test('shows what a run says of an interaction of a Pact that fails', async () => {
  mkdirSync(path.join(folder, 'pacts'));
  const interaction = {
    description: 'turns the method on',
    providerState: 'the policy has the documented defaults',
    request: {
      method: 'PATCH',
      path: defaultOperation().path,
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer example' },
      body: { state: 'enabled' },
    },
    response: { status: 204 },
  };
  writeFileSync(
    path.join(folder, 'pacts', 'portal.json'),
    JSON.stringify({
      consumer: { name: 'portal' },
      provider: { name: 'gateway' },
      interactions: [interaction],
      metadata: { pactSpecification: { version: '2.0.0' } },
    }),
  );
  const plain = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, 'HOST').replace(/x\d{4}/, 'ID');
  const { stdout, exitCode } = await commandLine(folder)(['verify', '--pact', 'pacts'], {
    terminal: { stdout: false, stderr: false, width: 100 },
  });
  expect(plain(stdout)).toContain(plain(blockBehind('transcript: interaction', 'docs/pact.md')));
  expect(exitCode).toBe(1);
});
