import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect, createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Exchange } from '../../src/exchanges/exchange';
import { startProvider, testToken, WRITE_SCOPE } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { UNSAFE } from '../reports/support';
import { commandLine, starter, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const start = starter(folder);
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TOKEN = testToken(WRITE_SCOPE);

function send(url: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}${POLICY}`, {
    method: body ? 'PATCH' : 'GET',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

const report = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;
const evidence = (out: string): ({ kind: string } & Exchange)[] =>
  readFileSync(path.join(folder, out, 'evidence.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string } & Exchange);

test('judges what passes, a line for each exchange, and ends after so many', async () => {
  const { url, ended } = await start('proxy', '--max', '3', '--out', 'passes');
  expect((await send(url, { '@odata.type': TYPE, state: 'enabled' })).status).toBe(204);
  expect((await send(url, { state: 'enabled' })).status).toBe(400);
  expect((await fetch(`${url}/me`, { headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
  const { exitCode, stdout, stderr } = await ended;
  expect(exitCode).toBe(1);
  const lines = stdout.split('\n').filter((line) => line.startsWith('x000'));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^x0001 {2}PATCH \/v1\.0\S+ {2}204 {2}conforms$/);
  expect(lines[1]).toMatch(
    /^x0002 .* 400 {2}VIOLATES REQ-TYPE \[request\/odata-type\] .*place: \/@odata\.type; clause: Update page, Request body https:/,
  );
  expect(lines[2]).toMatch(/404 {2}not judged: another operation$/);
  expect(stdout).toContain('verdict: violates (exit 1)');
  expect(stderr).toContain('Tokens for tests');
  expect(report('passes')).toMatchObject({
    // The embedded provider has a port of its own, which no client knows.
    subject: { kind: 'traffic', target: url },
    exchanges: expect.arrayContaining([expect.objectContaining({ id: 'x0002', url: `${url}${POLICY}` })]),
    verdict: 'violates',
    inputs: [{ read: 3, judged: 2, passedOver: { 'another operation': 1 } }],
  });
  expect(evidence('passes').map(({ kind }) => kind)).toEqual([
    'run',
    'exchange',
    'exchange',
    'exchange',
    'end',
  ]);
});

test('a path with a misspelt key is told of on its line and in the report, and a run of nothing else is incomplete', async () => {
  const { url, ended } = await start('proxy', '--max', '2', '--out', 'misspelt');
  const misspelt = `${url}${POLICY.replace('Access', 'Acess')}`;
  expect((await fetch(misspelt, { headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
  await fetch(misspelt, { headers: { Authorization: `Bearer ${TOKEN}` } });
  const { exitCode, stdout } = await ended;
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/x0001 .* 404 {2}not judged: did you mean \/policies\S+\/TemporaryAccessPass\?/);
  expect(report('misspelt')).toMatchObject({
    reason: 'nothing was judged',
    findings: [
      {
        outcome: 'informational',
        message:
          '2 requests were not judged: unknown path …/TemporaryAcessPass; did you mean …/TemporaryAccessPass?',
      },
    ],
  });
  expect((await graphContract(['judge', 'misspelt/evidence.ndjson'])).stdout).toContain('did you mean');
});

test('says what a second Ctrl-C would lose, and how it is made up for', async () => {
  const said: string[] = [];
  await commandLine(folder)(
    ['proxy', '--target', 'http://127.0.0.1:1/v1.0', '--port', '0', '--out', 'ended'],
    {
      signal: AbortSignal.abort(),
      endsInTime: (line) => said.push(line),
    },
  );
  expect(said).toEqual([
    `the reports are being written; another Ctrl-C ends the process, and \`graph-contract judge ${path.join('ended', 'evidence.ndjson')}\` judges what is on record\n`,
  ]);
});

test('what a client and a provider send is no command to a terminal or a CI system', async () => {
  const nasty = '\x9b2J\x85##vso[task.complete]##[error]::error::x';
  const provider = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .once('data', () => socket.end(`HTTP/1.1 400 ${nasty}\r\n${nasty}`, 'latin1')),
  );
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1.0`;
  const { url, end, ended } = await start('proxy', '--target', target, '--out', 'nasty');
  const policy = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
  for (const head of [
    `GET /v1.0/${nasty} HTTP/1.1\r\nHost: a`,
    'GET /v1.0/::error::x HTTP/1.1\r\nHost: a',
    `PATCH ${policy}/TemporaryAccessPass HTTP/1.1\r\nHost: a\r\nX-Note: ${nasty}`,
    `PATCH ${policy}/TemporaryAccessPass?$select=${nasty} HTTP/1.1\r\nHost: a\r\nX-${nasty}: ${nasty}`,
    `GET ${policy}/TemporaryAccessPass?${nasty} HTTP/1.1\r\nHost: a\r\nContent-Type: ${nasty}\r\nTransfer-Encoding: ${nasty}`,
    `${nasty} / HTTP/1.1`,
  ])
    await new Promise((resolve) =>
      connect(Number(new URL(url).port), '127.0.0.1')
        .on('error', () => undefined)
        .on('close', resolve)
        .resume()
        .end(`${head}\r\n\r\n`, 'latin1'),
    );
  end.abort();
  const { stdout, stderr } = await ended;
  provider.close();
  expect(stdout).toContain('GET /v1.0/::error::x');
  expect(stdout).toContain('PATCH /v1.0/policies');
  expect(stderr).toContain('not forwarded: ');
  expect(stdout + stderr).not.toMatch(UNSAFE);
});

test('a run that nothing passed is incomplete', async () => {
  const { ended, end } = await start('proxy', '--out', 'nothing');
  end.abort();
  expect((await ended).exitCode).toBe(3);
  expect(report('nothing')).toMatchObject({ verdict: 'incomplete', reason: 'nothing was judged' });
});

test('stands before another provider, and answers come back as they were', async () => {
  const provider = await startProvider({ basePath: '/graph' });
  const { url, ended } = await start(
    'proxy',
    '--target',
    provider.url,
    '--max',
    '2',
    '--out',
    'other',
    '--json',
  );
  const direct = await send(provider.url);
  const through = await send(url);
  const policy = (answer: Response) => answer.json() as Promise<object>;
  expect(await policy(through)).toEqual(await policy(direct));
  expect((await send(url, { '@odata.type': TYPE, state: 'enabled' })).status).toBe(204);
  const { exitCode, stdout, stderr } = await ended;
  await provider.close();
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'conforms', subject: { target: provider.url } });
  expect(stderr).toMatch(/^x0001 /m);
}, 20_000);

test('a target that cannot be reached is no answer, and the run is incomplete', async () => {
  const { url, ended } = await start(
    'proxy',
    '--target',
    'http://127.0.0.1:1/v1.0',
    '--max',
    '1',
    '--out',
    'gone',
  );
  expect((await send(url)).status).toBe(502);
  expect((await ended).exitCode).toBe(3);
});

test('says that nothing was recorded', async () => {
  const { url, ended } = await start('proxy', '--record', 'none.json', '--max', '1', '--out', 'none');
  await send(url, { state: 'enabled' });
  expect((await ended).stderr).toContain('no Pact file was written');
  expect(existsSync(path.join(folder, 'none.json'))).toBe(false);
});

test('says how many kinds of exchange a Pact leaves out for a hidden value', async () => {
  const { url, ended } = await start('proxy', '--record', 'some.json', '--max', '1', '--out', 'some');
  await fetch(`${url}${POLICY}?client=value-that-nobody-knows`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  expect((await ended).stderr).toContain('--record: 1 kind of exchange left out of the Pact, since');
});

test('speaks TLS with a certificate made for the run, and says which file clients have to trust', async () => {
  const { url, ended } = await start('proxy', '--tls', '--quiet', '--max', '1', '--out', 'secure');
  const ca = readFileSync(path.join(folder, 'secure', 'proxy-ca.pem'));
  const status = await new Promise<number | undefined>((resolve, reject) => {
    httpsRequest(
      `${url.replace('127.0.0.1', 'localhost')}${POLICY}`,
      { ca, agent: false, family: 4, headers: { Authorization: `Bearer ${TOKEN}` } },
      (response) => resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  const { stderr } = await ended;
  expect(stderr).toContain(`trust ${path.join('secure', 'proxy-ca.pem')}`);
});

test.each<[string, string[], RegExp]>([
  [
    'a host of a Microsoft cloud',
    ['--target', 'https://graph.microsoft.com/v1.0'],
    /^graph\.microsoft\.com belongs .* Point --target at/,
  ],
  [
    'another host',
    ['--target', 'https://gateway.example/v1.0'],
    /^gateway\.example is not this machine, .*--allow-writes/,
  ],
  [
    'what is no URL',
    ['--target', 'gateway'],
    /^gateway is not a URL: an API root is needed, such as https:\/\/host\/v1\.0$/,
  ],
  ['a certificate without its key', ['--tls-cert', 'a.pem'], /^--tls-cert and --tls-key belong together/],
  [
    'a certificate that is not there',
    ['--tls-cert', 'a.pem', '--tls-key', 'a.pem'],
    /^--tls-cert a\.pem: there is no such file$/,
  ],
  [
    'a certificate beside one that is made',
    ['--tls', '--tls-cert', 'p.json', '--tls-key', 'p.json'],
    /^--tls makes a certificate, and --tls-cert names one/,
  ],
  [
    'a certificate that is none',
    ['--tls-cert', 'p.json', '--tls-key', 'p.json'],
    /^--tls-cert p\.json: it holds no certificate in PEM /,
  ],
  ['CAs that are not there', ['--ca', 'a.pem'], /^--ca a\.pem: there is no such file$/],
  ['a number that is none', ['--max', '0'], /must be a number, 1 or more/],
  ['a share that is none', ['--chaos', '0%'], /must be a share above 0%/],
  ['a share without its sign', ['--chaos', '20'], /must be a share above 0%/],
  ['a seed without chaos', ['--chaos-seed', '1'], /^--chaos-seed needs --chaos/],
  ['a seed that is none', ['--chaos', '--chaos-seed', '-1'], /must be a whole number/],
  ['a row that is none', ['--only', 'REQ-NONE'], /no row and no check is named REQ-NONE/],
  [
    'a folder that cannot be',
    ['--out', 'p.json/reports'],
    /^--out p\.json\/reports: a part of the path is not a folder$/,
  ],
])('%s is one line and exit code 2', async (_what, args, line) => {
  writeFileSync(path.join(folder, 'p.json'), '{}');
  const { exitCode, stderr, stdout } = await graphContract(['proxy', '--port', '0', ...args]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr.trim()).toMatch(line);
  expect(stderr.trim()).not.toContain('\n');
});

test('says what else listens on the port', async () => {
  const { url, ended, end } = await start('proxy', '--out', 'first');
  const second = await graphContract(['proxy', '--port', new URL(url).port, '--out', 'second']);
  expect(second).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^--port \d+: the port is in use/) as string,
  });
  end.abort();
  await ended;
});

test('chaos in front of the embedded provider judges what the client does next', async () => {
  const { url, ended } = await start(
    ...[
      'serve',
      '--chaos',
      '100%',
      '--chaos-seed',
      '3',
      '--max',
      '6',
      '--out',
      'chaos',
      '--base-path',
      '/graph',
    ],
  );
  expect(new URL(url).pathname).toBe('/graph/v1.0');
  // A client that never waits.
  for (let sent = 0; sent < 6; sent += 1) await send(url).catch(() => undefined);
  const { exitCode, stdout, stderr } = await ended;
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/VIOLATES THR-CLIENT \[request\/retry-after\]/);
  expect(stderr).toContain('--chaos-seed 3 does the same again.');
  const exchanges = evidence('chaos').filter(({ kind }) => kind === 'exchange');
  expect(exchanges).toHaveLength(6);
  expect(exchanges.some(({ injected }) => injected !== undefined)).toBe(true);
}, 40_000);

test('options that judge are for chaos where a provider is only served', async () => {
  const ran = await graphContract(['serve', '--port', '0', '--strict']);
  expect(ran).toMatchObject({ exitCode: 2, stderr: '--strict needs --chaos\n' });
});

test('a Pact at no place at all is refused', async () => {
  const { exitCode, stderr } = await graphContract(['proxy', '--port', '0', '--record', '']);
  expect(stderr).toBe('--record is empty: name a place, or . for the working directory\n');
  expect(exitCode).toBe(2);
});

test.each([
  ['a folder', '.', 'it is a folder'],
  ['a name that is too long', 'n'.repeat(300), 'a name in it is too long'],
])('a Pact at the place of %s is refused before anything is gathered', async (_what, place, why) => {
  const said = await graphContract(['proxy', '--port', '0', '--record', place]);
  expect(said).toEqual({ exitCode: 2, stdout: '', stderr: `--record ${place}: ${why}\n` });
});
