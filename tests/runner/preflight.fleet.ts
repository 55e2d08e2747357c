/** What a look ahead, and what is never answered, say of a provider in one line: against real servers of each kind. */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTls } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { generate } from 'selfsigned';
import { CAPABILITIES } from '../../src/contract/register/capabilities';
import { loadRegister } from '../../src/contract/register/register';
import { localCertificate } from '../../src/proxy/certificate';
import { READ_SCOPE, testToken } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { verify } from '../../src/run/verify';
import type { VerifyOptions } from '../../src/run/verify-options';
import {
  outcomesOf,
  refused,
  rewritten,
  startMutant,
  TOKENS,
  verifyMutant,
  type Call,
  type Mutation,
} from '../run/mutant';

const FAST = { settle: 100, timeout: 2000, env: { GITHUB_SHA: '0'.repeat(40) } };
const DENIED =
  /^the token lacks the permission to write .*: a read was answered with 200, and PATCH .* with 403, as was another update$/;

/** Judges a server that is none of ours. */
async function judged(server: Server, url: (port: number) => string, options: Partial<VerifyOptions> = {}) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await verify({ provider: url(port), ...TOKENS, ...FAST, ...options });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
const notes = (report: Report): string[] =>
  report.findings
    .filter(({ check, outcome }) => check === null && outcome === 'informational')
    .map(({ message }) => message);

describe('a token that may read and not write', () => {
  test('leaves what needs a write untestable, and breaks nothing', async () => {
    const provider = await startMutant();
    try {
      const report = await verify({ provider: provider.url, token: testToken(READ_SCOPE), ...FAST });
      expect(report).toMatchObject({
        verdict: 'incomplete',
        reason: expect.stringMatching(DENIED) as string,
      });
      expect(report.counts.violates).toBe(0);
      const outcomes = outcomesOf(report);
      expect(outcomes.get('RES-204')).toBe('untestable');
      expect(outcomes.get('GET-SHAPE')).toBe('conforms');
      expect(outcomes.get('AUT-401')).toBe('conforms');
      expect(report.putBack?.equal ?? true).toBe(true);
    } finally {
      await provider.close();
    }
  });

  const deniesWrites = ({ method, headers }: Call): boolean =>
    method !== 'GET' && /^bearer [^ ]+$/i.test(headers.get('authorization') ?? '');

  test('hides nothing of what the reads break', async () => {
    const report = await verifyMutant({
      request: (call) => (deniesWrites(call) ? refused(call, 403) : {}),
      response: (response, { method }) =>
        method === 'GET' ? rewritten(response, (json) => ({ ...json, '@odata.type': 'another' })) : response,
    });
    expect(report.reason ?? '').toMatch(DENIED);
    expect(report.verdict).toBe('violates');
  });

  test.each<[string, Mutation]>([
    [
      'refuses one update alone with 403',
      { request: (call) => (call.json['defaultLength'] === 12 ? refused(call, 403) : {}) },
    ],
    [
      'shows no policy',
      {
        request: (call) => (deniesWrites(call) ? refused(call, 403) : {}),
        response: (response, { method }) =>
          method === 'GET' && response.status === 200 ? rewritten(response, () => ({ value: [] })) : response,
      },
    ],
  ])('is no excuse for a provider that %s', async (_what, mutation) => {
    const report = await verifyMutant(mutation);
    expect(report.reason ?? '').not.toMatch(/lacks the permission/);
    expect(report.verdict).toBe('violates');
  });
});

describe('a server that is no provider is told in one sentence', () => {
  const page: RequestListener = (_request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><h1>Welcome</h1>');
  const noSuchMethod: RequestListener = ({ method }, response) =>
    response.writeHead(method === 'GET' ? 404 : 405, { 'Content-Type': 'text/html' }).end('<h1>no</h1>');
  const elsewhere: RequestListener = (_request, response) =>
    response.writeHead(302, { Location: '/login' }).end();
  const plain: [string, RequestListener][] = [
    ['shows a page for every path', page],
    ['has no such path and no such method', noSuchMethod],
    ['sends everyone to a sign-in', elsewhere],
  ];

  test.each(plain)('where it %s', async (_what, listener) => {
    const report = await judged(createServer(listener), (port) => `http://127.0.0.1:${port}/v1.0`);
    expect(report).toMatchObject({
      verdict: 'incomplete',
      reason: expect.stringMatching(
        /^GET was answered with .*no provider of the operation answers at .*--provider must be the API root, with its port/,
      ) as string,
    });
    expect(report.findings).toHaveLength(1);
  });

  test('where it speaks TLS and is asked in plain HTTP', async () => {
    const report = await judged(
      createTls(await localCertificate(), page),
      (port) => `http://localhost:${port}/v1.0`,
    );
    expect(report.reason).toMatch(
      /^http:\/\/localhost:\d+ speaks TLS, but the request was plain HTTP: use https:\/\/localhost:\d+ in --provider$/,
    );
  });

  test('where it answers 400 in plain HTTP, as gateways do, and speaks TLS', async () => {
    const tls = createTls(await localCertificate(), page);
    const both = createTcp((socket) =>
      socket.once('data', (first: Buffer) => {
        if (first[0] === 0x16) {
          tls.emit('connection', socket);
          socket.unshift(first);
        } else
          socket.end('HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<h1/>');
      }),
    );
    const report = await judged(both, (port) => `http://localhost:${port}/v1.0`);
    expect(report.reason).toMatch(/speaks TLS, but the request was plain HTTP/);
  });

  test('where it speaks plain HTTP and is asked in TLS', async () => {
    const report = await judged(createServer(page), (port) => `https://localhost:${port}/v1.0`);
    expect(report.reason).toMatch(
      /^https:\/\/localhost:\d+ does not speak TLS: use http:\/\/localhost:\d+ in --provider$/,
    );
  });

  test('where its certificate is for another name', async () => {
    const other = await generate([{ name: 'commonName', value: 'graph.example' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'graph.example' }] }],
    });
    const server = createTls({ key: other.private, cert: other.cert }, page);
    const report = await judged(server, (port) => `https://localhost:${port}/v1.0`, { ca: other.cert });
    expect(report.reason).toMatch(
      /^the certificate is for another name: https:\/\/localhost:\d+ \(it is for DNS:graph\.example, and not for localhost\); use that name in --provider$/,
    );
  });

  test('where its certificate is for a name, and the URL has an address', async () => {
    const other = await generate([{ name: 'commonName', value: 'graph.example' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'graph.example' }] }],
    });
    const server = createTls({ key: other.private, cert: other.cert }, page);
    const report = await judged(server, (port) => `https://127.0.0.1:${port}/v1.0`, { ca: other.cert });
    expect(report.reason).toMatch(
      /^the certificate is for another name: https:\/\/127\.0\.0\.1:\d+ \(it is for DNS:graph\.example, and not for 127\.0\.0\.1\); use that name in --provider$/,
    );
  });

  test('where nobody has said that its certificate is to be trusted', async () => {
    const report = await judged(
      createTls(await localCertificate(), page),
      (port) => `https://localhost:${port}/v1.0`,
    );
    expect(report.reason).toMatch(/^TLS failed; if the certificate is not trusted, give its CA with --ca: /);
  });
});

describe('a provider that lacks something is told how that is declared', () => {
  const without = (what: (call: Call) => boolean, status: number): Mutation => ({
    request: (call) => (what(call) ? refused(call, status) : {}),
  });
  const KINDS: [string, number, (call: Call) => boolean][] = [
    ['read', 405, ({ method }) => method === 'GET'],
    ['read', 404, ({ method }) => method === 'GET'],
    ['read', 501, ({ method }) => method === 'GET'],
    ['delete', 405, ({ method }) => method === 'DELETE'],
    ['batch', 404, ({ path }) => path.includes('$batch')],
  ];

  test.each(KINDS)('%s', async (lack, status, what) => {
    const report = await verifyMutant(without(what, status), {
      only: ['RES-204', 'GET-SHAPE', 'SEM-DELETE', 'BAT-*'],
    });
    expect(notes(report).filter((note) => note.includes('--lacks'))).toEqual([
      expect.stringMatching(new RegExp(`answered with ${status}: .* declare that with --lacks ${lack}$`)),
    ]);
  });

  test('and is told nothing where it is declared, or where there is nothing to be told', async () => {
    const report = await verifyMutant(
      without(({ method }) => method === 'GET', 405),
      { lacks: ['read'] },
    );
    expect(notes(report).join()).not.toContain('--lacks');
    expect(notes(await verifyMutant()).join()).not.toContain('--lacks');
  });
});

describe('what is not declared is judged', () => {
  test('a DELETE that is refused where reads alone are declared absent', async () => {
    const report = await verifyMutant(
      { request: (call) => (call.method === 'DELETE' ? refused(call, 405) : {}) },
      { lacks: ['read'] },
    );
    expect(outcomesOf(report).get('SEM-DELETE')).toBe('violates');
    expect(report.verdict).toBe('violates');
  });

  test.each(CAPABILITIES)(
    'where %s is declared absent, rows of nothing else are not applicable',
    async (lack) => {
      const report = await verifyMutant({}, { lacks: [lack] });
      const { byId } = loadRegister();
      const neither = report.requirements
        .filter(({ outcome }) => outcome === 'not-applicable')
        .map(({ id }) => byId.get(id));
      for (const row of neither) expect(row?.needs).toContain(lack);
      expect(report.counts.violates).toBe(0);
      // A DELETE is judged by its answer where nothing can be read.
      if (lack === 'read') expect(outcomesOf(report).get('SEM-DELETE')).toBe('conforms');
    },
  );
});
