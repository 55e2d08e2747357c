/** Canaries wherever a run with Pacts is told a secret, and nowhere that it writes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Report } from '../../src/results/report';
import { startBroker, type BrokerStub, type Credentials } from '../broker/hal-stub';
import { commandLine, temporaryFolder, type Ran } from '../cli/support';
import { given, pactOf, POLICY, update, withRequest, withResponse, write } from './pacts';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

const NOT_SIGNED_IN = given('the caller is not signed in');
const FULL = 'canary~full.0123456789';
const CANARIES = {
  full: FULL,
  readOnly: 'canary~read.0123456789',
  header: 'canary-header-0123456789',
  broker: 'canary-broker-0123456789',
  user: 'canary-user-0123456789',
  own: 'canary-of-the-file-0123456789',
  basic: Buffer.from('canary:word').toString('base64'),
  cookie: 'canary-cookie-0123456789',
  query: 'canary-query-0123456789',
};
/** A provider that says in its error what it was sent, in the body and in a header. */
let echo: Server;
let broker: BrokerStub;
beforeAll(async () => {
  echo = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const heard = { headers: request.headers, url: request.url };
      response.writeHead(400, {
        'Content-Type': 'application/json',
        'X-Echo': String(request.headers.authorization),
      });
      response.end(JSON.stringify({ error: { code: 'badRequest', message: JSON.stringify(heard), heard } }));
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  broker = await startBroker();
});
afterAll(async () => {
  echo.closeAllConnections();
  echo.close();
  await broker.close();
});

/** Every one of them expects another error, so that the verifier quotes the one that came. */
const pact = (consumer: string) => {
  const expects = {
    status: 400,
    headers: { 'X-Echo': 'nothing' },
    body: { error: { message: 'another', heard: 'no' } },
  };
  const headers = (more: object) => ({ 'Content-Type': 'application/json', ...more });
  const interactions = [
    update('with the token of the run'),
    withRequest(update('with its own token', {}, NOT_SIGNED_IN), {
      headers: headers({ Authorization: `Bearer ${CANARIES.own}` }),
    }),
    withRequest(update('with a password', {}, NOT_SIGNED_IN), {
      headers: headers({ Authorization: `Basic ${CANARIES.basic}` }),
    }),
    withRequest(update('with a cookie'), { headers: headers({ Cookie: `session=${CANARIES.cookie}` }) }),
    withRequest(update('with a query'), { path: POLICY, query: { access_token: [CANARIES.query] } }),
    update('who may only read', {}, given('the caller may read the policy and not update it')),
  ];
  return pactOf(
    interactions.map((interaction) => withResponse(interaction, expects)),
    { consumer, provider: 'microsoft-graph-tap-policy' },
  );
};

/** What others on this machine see of the processes that this one has started. */
function processes(): string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc').flatMap((id) => {
    try {
      if (!/^\d+$/.test(id)) return [];
      const line = readFileSync(`/proc/${id}/cmdline`, 'latin1');
      if (!line.includes('verifier-process')) return [];
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1];
      return parent === String(process.pid) ? [line, readFileSync(`/proc/${id}/environ`, 'latin1')] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

const KINDS: [what: string, credentials: Credentials, env: Record<string, string>][] = [
  ['token', { token: CANARIES.broker }, { PACT_BROKER_TOKEN: CANARIES.broker }],
  [
    'user and password',
    { username: CANARIES.user, password: CANARIES.broker },
    { PACT_BROKER_USERNAME: CANARIES.user, PACT_BROKER_PASSWORD: CANARIES.broker },
  ],
];

describe.each(KINDS)('with a %s for the broker', (what, credentials, env) => {
  let ran: Ran;
  let seen: string[];
  const out = what.replaceAll(' ', '-');
  beforeAll(async () => {
    broker.settings = {
      pacts: [{ document: pact('of-the-broker') }],
      deployable: true,
      credentials,
      refusesPublishing: 403,
      onRequest: () => seen.push(...processes()),
    };
    seen = [];
    const { port } = echo.address() as AddressInfo;
    ran = await graphContract(
      [
        ...['verify', '--provider', `http://127.0.0.1:${port}/v1.0`, '--only', 'RES-204,ERR-NOECHO'],
        ...['--token-readonly', CANARIES.readOnly, '--header', `X-Gateway-Key: "\\${CANARIES.header}`],
        ...['--pact', write(folder, pact('of-a-file')), '--pact', broker.url],
        ...['--publish-results', '--provider-version', '1', '--provider-branch', 'b', '--json', '--out', out],
      ],
      { env: { PATH: process.env['PATH'] ?? '', GRAPH_TOKEN: FULL, ...env } },
    );
  });

  const written = () =>
    ['report.json', 'junit.xml', 'evidence.ndjson'].map((file): [string, string] => [
      file,
      readFileSync(path.join(folder, out, file), 'utf8'),
    ]);

  test('every interaction is replayed, and quoted', () => {
    const { interactions } = JSON.parse(ran.stdout) as Report;
    expect(interactions).toHaveLength(12);
    expect(interactions.filter(({ outcome }) => outcome !== 'violates')).toEqual([]);
    for (const { actual } of interactions) expect(actual).toContain('content-type');
    expect(ran.stderr).toContain('the results were not published');
  });

  test.each(Object.entries(CANARIES))('the canary "%s" is in nothing that is written', (_name, canary) => {
    // The value of the header has a quote and a backslash before it, which JSON writes otherwise.
    for (const [file, text] of [...written(), ['stdout', ran.stdout], ['stderr', ran.stderr]] as const)
      expect([file, text.includes(canary)]).toEqual([file, false]);
  });

  test('none is in the arguments or the environment of a process', () => {
    if (process.platform === 'linux') expect(seen.length).toBeGreaterThan(0);
    for (const canary of Object.values(CANARIES))
      expect(seen.filter((text) => text.includes(canary))).toEqual([]);
  });
});
