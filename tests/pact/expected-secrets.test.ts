/** What a Pact expects may be as secret as what is sent: no command writes or prints it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultOperation } from '../../src/contract/operation';
import { commandLine, temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const CANARIES = {
  header: 'canary-header-0123456789',
  cookie: 'canary-cookie-0123456789',
  member: 'canary-member-0123456789',
  nested: 'canary-nested-0123456789',
  jwt: 'eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJ5ZXMifQ.c2lnbmF0dXJl',
};

const response = {
  status: 200,
  headers: {
    'X-Api-Key': CANARIES.header,
    'Set-Cookie': `session=${CANARIES.cookie}; Path=/`,
    'X-Trace': CANARIES.jwt,
  },
  body: {
    access_token: CANARIES.member,
    error: { code: 'x', password: CANARIES.nested, message: CANARIES.jwt },
  },
};
beforeAll(() =>
  writeFileSync(
    path.join(folder, 'pact.json'),
    JSON.stringify({
      consumer: { name: 'portal' },
      provider: { name: 'gateway' },
      interactions: [
        {
          description: 'turns the method on',
          request: {
            method: 'PATCH',
            path: defaultOperation().path,
            headers: { 'Content-Type': 'application/json', Authorization: 'Bearer example' },
            body: { '@odata.type': defaultOperation().type, state: 'enabled' },
          },
          response,
        },
      ],
      metadata: { pactSpecification: { version: '3.0.0' } },
    }),
  ),
);

test.each([
  ['check', ['check', 'pact.json']],
  ['verify', ['verify', '--pact', 'pact.json', '--only', 'RES-204']],
])('%s keeps it out of all that it writes and prints', async (name, args) => {
  const ran = await graphContract([
    ...[...args, '--out', name, '--format', 'json,junit,html,sarif,markdown', '--json'],
  ]);
  expect(ran.exitCode).toBe(1);
  const written = readdirSync(path.join(folder, name)).map((file) =>
    readFileSync(path.join(folder, name, file), 'utf8'),
  );
  const all = [ran.stdout, ran.stderr, ...written].join('\n');
  expect(all).toContain('pact.json');
  for (const canary of Object.values(CANARIES)) expect(all).not.toContain(canary);
});
