import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startProvider, testToken, WRITE_SCOPE } from '../../src/provider';
import { FORMATS } from '../../src/reports/formats';
import { foundIn, type Planted } from '../exchanges/hiding/planted';
import { expectNoneOf, generated, isSendable, planting, writtenBelow } from './planting';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const at = (name: string): string => path.join(folder, name);
const ALL = ['--format', FORMATS.join(',')];
// Words that have no form of a secret: only who was told of them knows what they are.
const TOKEN = 'correcthorsebatterystaple';
const OWN_HEADER = 'swordfishandchips';
const { given, secrets: planted } = generated(11);
const secrets = [...planted, TOKEN, OWN_HEADER, 'Canary-bf7a9answered'];
/** Exchanges whose answers do not echo a header, which a run of another client has not sent. */
const unechoed = given.filter(({ headers }) => headers.length === 2);

// Whatever a command lays down in the temporary folder of the system is searched too.
const before = { TMPDIR: process.env['TMPDIR'], TEMP: process.env['TEMP'] };
beforeAll(() => {
  mkdirSync(at('temporary'));
  Object.assign(process.env, { TMPDIR: at('temporary'), TEMP: at('temporary') });
});
afterAll(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

test('the proxy, what it records, and judge of that hold none of what a generator plants', async () => {
  const behind = await planting(given);
  const { url, ended, end } = await start(
    ...['proxy', '--target', behind.url, '--out', 'proxied', '--record', 'proxied/pact.json', ...ALL],
  );
  try {
    for (const each of given) await sendTo(new URL(url).origin, each);
  } finally {
    end.abort();
    behind.close();
  }
  expectNoneOf(secrets, await ended, folder);
  const lines = readFileSync(at('proxied/evidence.ndjson'), 'utf8').split('\n');
  expect(lines.length).toBeGreaterThan(given.length / 2);
  expect(readFileSync(at('proxied/pact.json'), 'utf8')).toContain('"interactions"');
  const judged = await graphContract(['judge', 'proxied/evidence.ndjson', '--out', 'judged', ...ALL]);
  expectNoneOf(secrets, judged, at('judged'));
}, 60_000);

async function sendTo(origin: string, { method, url, headers, body }: Planted): Promise<void> {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`${origin}${pathname}${search}`, {
    ...{ method, headers: Object.fromEntries(headers.filter(isSendable)), redirect: 'manual' },
    ...(body !== undefined && { body }),
  });
  await answer.text();
}

const POLICY = {
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  ...{ id: 'TemporaryAccessPass', state: 'enabled', defaultLength: 8, secretText: 'Canary-bf7a9answered' },
};
const GIVEN = ['--token', TOKEN, '--header', `X-Own: ${OWN_HEADER}`];

test('verify, and reproduce of what it found, hold none of what a provider says', async () => {
  const behind = await planting(unechoed, POLICY);
  try {
    const to = ['--provider', behind.url, ...GIVEN];
    const plan = ['--only', 'RES-204,ERR-CT', '--no-contexts', '--settle', '0'];
    const ran = await graphContract(['verify', ...to, ...plan, '--out', 'verified', ...ALL]);
    expect(ran.stdout).toContain('violates');
    expectNoneOf(secrets, ran, folder);
    const again = await graphContract(['reproduce', 'verified/report.json', ...to]);
    expect(again.stdout).toContain('SHOWS');
    expectNoneOf(secrets, again);
  } finally {
    behind.close();
  }
}, 60_000);

/**
 * Before a provider that conforms, and says more than it should in headers. Each update shows what lies on the disk
 * meanwhile: what a process that is killed there would leave.
 */
async function watching(): Promise<{ url: string; seen: string[]; close(): Promise<void> }> {
  const behind = await startProvider();
  const seen: string[] = [];
  let nth = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (request.method === 'PATCH') seen.push(writtenBelow(folder));
      const answer = await fetch(`${behind.origin}${request.url}`, {
        method: request.method as string,
        headers: {
          Authorization: `Bearer ${testToken(WRITE_SCOPE)}`,
          'Content-Type': request.headers['content-type'] ?? '',
        },
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      nth += 1;
      const { answerHeaders } = unechoed[nth % unechoed.length] as Planted;
      response.statusCode = answer.status;
      answer.headers.forEach((value, name) => response.appendHeader(name, value));
      for (const [name, value] of answerHeaders.filter(isSendable)) response.appendHeader(name, value);
      response.end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await behind.close();
    },
  };
}

test('the journal of a live run, and what lies beside it meanwhile, hold none', async () => {
  const { url, seen, close } = await watching();
  const ran = await graphContract([
    ...['verify', '--provider', url, ...GIVEN, '--live', '--only', 'RES-204'],
    ...['--journal', 'journals', '--settle', '0', '--out', 'live', ...ALL],
  ]);
  await close();
  expect(seen.join('\n')).toContain('"original"');
  expect(foundIn(seen.join('\n'), secrets)).toEqual([]);
  expectNoneOf(secrets, ran, folder);
}, 60_000);
