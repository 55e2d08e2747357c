import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const CANARY = 'canary-9f2e';

test.each<[string, string[]]>([
  ['a header that is none', ['verify', '--header', `X-Key ${CANARY}`]],
  ['a header with what no header may hold', ['verify', '--header', `X-Key: ${CANARY}é`]],
  ['a header of the suite itself', ['verify', `--header=Host: ${CANARY}`]],
  ['a header of restore', ['restore', '--header', `Authorization: Bearer ${CANARY}`]],
  ['an option that is misspelt', ['verify', `--headr=X-Key: ${CANARY}`]],
  [
    'a token with a blank in it',
    ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--token', `a ${CANARY}`],
  ],
  ['an address with a password', ['verify', '--provider', `http://user:${CANARY}@127.0.0.1:1/v1.0`]],
  ['an address that is none', ['verify', '--provider', `http://user:${CANARY}/@[`]],
  ['an address of another scheme', ['verify', '--provider', `ftp://user:${CANARY}@127.0.0.1/v1.0`]],
  [
    'an address with a blank in its password',
    ['verify', '--provider', `ht tp://user:a ${CANARY}@127.0.0.1/v1.0`],
  ],
  ['an address with a query', ['verify', '--provider', `http://127.0.0.1:1/v1.0?sig=${CANARY}`]],
  ['an address with a fragment', ['verify', '--provider', `http://127.0.0.1:1/v1.0#access_token=${CANARY}`]],
  ['a target', ['proxy', '--target', `http://user:${CANARY}@:/`]],
  ['a broker', ['verify', '--pact', `http://user:${CANARY}@[/`]],
  [
    'an endpoint for states',
    [
      'verify',
      '--provider',
      'http://127.0.0.1:1/v1.0',
      '--pact',
      'none.json',
      '--provider-states-url',
      `x://u:${CANARY}@h`,
    ],
  ],
  ['a page', ['drift', '--docs', `http://user:${CANARY}@127.0.0.1:1/page?sig=${CANARY}`]],
  ['a provider of restore', ['restore', '--provider', `http://user:${CANARY}@[`]],
])('%s is refused without being repeated', async (_what, args) => {
  const { exitCode, stdout, stderr } = await graphContract(args);
  expect(exitCode).toBeGreaterThan(1);
  expect(stderr).not.toBe('');
  expect(stdout + stderr).not.toContain(CANARY);
});

test.each([
  ['header', `header: 'X-Key ${CANARY}'`],
  ['provider', `provider: 'http://user:${CANARY}@[/'`],
])('what a configuration says of %s is not repeated either', async (_what, text) => {
  writeFileSync(path.join(folder, 'own.yaml'), `${text}\n`);
  const { exitCode, stdout, stderr } = await graphContract(['verify', '--config', 'own.yaml']);
  expect(exitCode).toBe(2);
  expect(stdout + stderr).not.toContain(CANARY);
});

test('a message is told whole where nothing in it is secret', async () => {
  const { stderr } = await graphContract(['verify', '--provider', 'graph', '--header', 'X-Key: abcd']);
  expect(stderr).toBe('graph is not a URL: an API root is needed, such as https://host/v1.0\n');
});
