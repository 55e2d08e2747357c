import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { READ_SCOPE, startProvider, testToken, WRITE_SCOPE, type RunningProvider } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { complaintOf } from '../../src/contract/published';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

let provider: RunningProvider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

describe('with no provider named', () => {
  test('judges the embedded one, writes three files, and conforms', async () => {
    const ran = await graphContract(['verify']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ran.stdout).toMatch(
      /^CONFORMS {2}temporaryAccessPass, provider http:\/\/127\.0\.0\.1:\d+\/v1\.0\n/,
    );
    expect(ran.stdout).toMatch(/verdict: conforms \(exit 0\)\n$/);
    for (const file of ['report.json', 'junit.xml', 'evidence.ndjson']) {
      expect(statSync(path.join(folder, 'reports', file)).mode & 0o077).toBe(0);
    }
    const report = reportIn('reports');
    // A broken SHOULD would count with --strict.
    expect(
      report.requirements.filter(
        ({ level, outcome }) =>
          (level === 'MUST' && outcome !== 'conforms') || ['violates', 'deviates'].includes(outcome),
      ),
    ).toEqual([]);
    expect(complaintOf('report', report)).toBeUndefined();
    const lines = readFileSync(path.join(folder, 'reports', 'evidence.ndjson'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.flatMap((text) => complaintOf('evidence', JSON.parse(text)) ?? [])).toEqual([]);
  });
});

describe('a provider that is named', () => {
  /** Rows for which each of the two tokens is needed. */
  const TOKENS = 'AUT-401,AUT-403,RES-204';
  // Contexts are tried before the embedded provider above.
  const named = (...more: string[]) =>
    graphContract(['verify', '--no-contexts', '--provider', provider.url, ...more]);

  test('is judged with the test token where it is on this machine, with headers of the user that say what the contract says', async () => {
    const headers = ['Accept: application/json', 'X-Mode: enabled', 'Prefer: return=minimal'];
    const ran = await named(
      '--lacks',
      'scopes',
      ...headers.flatMap((each) => ['--header', each]),
      '--out',
      'named',
    );
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(reportIn('named').subject.target).toBe(provider.url);
    expect(reportIn('named').counts).toMatchObject({ 'not-applicable': 2, violates: 0 });
  });

  test('is incomplete without a token that lacks the permission, and says which option helps', async () => {
    const ran = await named('--only', 'AUT-403,RES-204', '--out', 'incomplete');
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toContain('--token-readonly');
    expect(reportIn('incomplete').requirements.find(({ id }) => id === 'AUT-403')?.outcome).toBe(
      'untestable',
    );
  });

  test('takes tokens from the environment', async () => {
    const env = { GRAPH_TOKEN: testToken(WRITE_SCOPE), GRAPH_TOKEN_READONLY: testToken(READ_SCOPE) };
    const args = ['verify', '--no-contexts', '--only', TOKENS, '--provider', provider.url];
    const ran = await graphContract([...args, '--out', 'environment'], { env });
    expect(ran.exitCode).toBe(0);
    expect(reportIn('environment').counts.conforms).toBe(3);
  });

  test('takes a token from a file, line end and all', async () => {
    writeFileSync(path.join(folder, 'token'), `${testToken(WRITE_SCOPE)}\n`);
    const ran = await named(
      ...['--only', TOKENS, '--token-file', 'token'],
      ...['--token-readonly', testToken(READ_SCOPE), '--out', 'file'],
    );
    expect(ran.exitCode).toBe(0);
    expect(reportIn('file').counts.conforms).toBe(3);
  });

  test('judges the rows that are asked for, and no others', async () => {
    const ran = await named('--only', 'state/*,RES-204', '--skip', 'SEM-DELETE', '--out', 'only');
    expect(ran.exitCode).toBe(0);
    const ids = reportIn('only').requirements.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['RES-204', 'SEM-MERGE', 'SEM-KEY']));
    expect(ids.filter((id) => !/^(SEM-|RES-204)/.test(id) || id === 'SEM-DELETE')).toEqual([]);
  });

  test('leaves derived rows out when only stated ones count', async () => {
    const basesOf = (out: string): Set<string> =>
      new Set(reportIn(out).requirements.map(({ basis }) => basis));
    const rows = ['--only', 'RES-204,RES-KEY-CASE', '--lacks', 'scopes'];
    await named(...rows, '--out', 'all-bases');
    await named(...rows, '--basis', 'stated', '--out', 'stated');
    expect(basesOf('all-bases').size).toBeGreaterThan(1);
    expect([...basesOf('stated')]).toEqual(['stated']);
  });

  test('puts the report on stdout and the rest on stderr when JSON is asked for', async () => {
    const ran = await named('--json', '--only', 'RES-204', '--out', 'json');
    expect((JSON.parse(ran.stdout) as Report).verdict).toBe('conforms');
    expect(ran.stderr).toContain('verdict: conforms (exit 0)');
  });

  test('writes the formats that are asked for', async () => {
    await named('--format', 'junit', '--only', 'RES-204', '--out', 'formats');
    expect(existsSync(path.join(folder, 'formats', 'junit.xml'))).toBe(true);
    expect(existsSync(path.join(folder, 'formats', 'report.json'))).toBe(false);
  });

  test('shows progress on a terminal, wipes it, and is silent in a pipe', async () => {
    const args = ['verify', '--no-contexts', '--only', 'RES-204'];
    const onTerminal = await graphContract(args, {
      terminal: { stdout: false, stderr: true, width: 80 },
    });
    expect(onTerminal.stderr).toMatch(/\r\x1b\[2K\[0\/\d+\] \d+ requests {2}wire\/close/);
    expect(onTerminal.stderr.endsWith('\r\x1b[2K')).toBe(true);
    expect((await graphContract(args)).stderr).toBe('');
  });
});

describe('a plan', () => {
  test('lists every request and the number of writes, and sends nothing', async () => {
    const before = JSON.stringify(provider.store.get());
    const ran = await graphContract(['verify', '--provider', provider.url, '--plan', '--out', 'plan']);
    expect(ran.exitCode).toBe(0);
    const [, total, writes] = /(\d+) requests, (\d+) of them writes/.exec(ran.stdout) ?? [];
    expect(ran.stdout.match(/^(GET|PATCH|DELETE|PUT|POST) /gm)).toHaveLength(Number(total));
    expect(ran.stdout.match(/^(PATCH|DELETE|PUT|POST) /gm)).toHaveLength(Number(writes));
    expect(ran.stdout).toContain('AUT-403 may not be tested');
    expect(JSON.stringify(provider.store.get())).toBe(before);
    expect(existsSync(path.join(folder, 'plan'))).toBe(false);
  });

  test('comes as JSON too', async () => {
    const { stdout } = await graphContract(['verify', '--plan', '--json', '--only', 'AUT-401']);
    const plan = JSON.parse(stdout) as { requests: { scenario: string }[]; total: number };
    expect(plan.requests).toHaveLength(plan.total);
    expect(plan.requests.map(({ scenario }) => scenario)).toContain('authorization/none');
  });

  test('says how many requests come on top where findings are shortened', async () => {
    const plan = ['verify', '--plan', '--only', 'AUT-401', '--minimise'];
    expect((await graphContract(plan)).stdout).toMatch(
      /^--minimise comes on top, .*: 4000 requests at most/m,
    );
    const { minimise } = JSON.parse((await graphContract([...plan, '--json'])).stdout) as {
      minimise: object;
    };
    expect(minimise).toEqual({ requestsAtMost: 4000 });
  });
});

describe('what goes wrong gets one line and its exit code', () => {
  const usage: [what: string, args: string[], line: RegExp][] = [
    ['an unknown option', ['verify', '--porvider', 'x'], /^unknown option '--porvider'/],
    ['an unknown command', ['verfy'], /^unknown command 'verfy'/],
    ['a level that is none', ['verify', '--level', 'MAY'], /--level.*MAY.*MUST, SHOULD, INFO/],
    ['a format that is none', ['verify', '--format', 'pdf'], /--format.*pdf is not one of json, junit/],
    ['a capability that is none', ['verify', '--lacks', 'patch'], /--lacks.*patch is not one of read/],
    ['a timeout that is no number', ['verify', '--timeout', '5s'], /--timeout.*whole number of milliseconds/],
    [
      'a row that is none',
      ['verify', '--only', 'RES-205'],
      /no row and no check is named RES-205; did you mean RES-204\?/,
    ],
    [
      'a URL that is none',
      ['verify', '--provider', 'localhost:80/v1.0'],
      /localhost:80\/v1\.0.*neither http nor https/,
    ],
    ['a header that is none', ['verify', '--header', 'X-Key'], /--header.*'Name: value'/],
    [
      'a header that the suite sets',
      ['verify', '--header', 'Content-Type: text/plain'],
      /sets Content-Type itself/,
    ],
    ['a token among the headers', ['verify', '--header', 'Authorization: Bearer abc'], /GRAPH_TOKEN/],
    [
      'a token file that is not there',
      ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--token-file', 'none'],
      /^--token-file none: there is no such file/,
    ],
    [
      'a token that is none',
      ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--token', 'a b'],
      /^--token is not a token/,
    ],
    [
      'a token with its scheme',
      ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--token', 'Bearer abc'],
      /^--token begins with "Bearer": give only the token behind it\n$/,
    ],
    [
      'an empty token',
      ['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--token', ' '],
      /^--token is empty: give a token\n$/,
    ],
    [
      'an option and its opposite',
      ['verify', '--no-contexts', '--contexts'],
      /^--contexts and --no-contexts contradict each other: use only one of them\n$/,
    ],
    [
      'a configuration, and none',
      ['verify', '--config', 'a.yaml', '--no-config'],
      /^--config and --no-config contradict each other/,
    ],
    ['a folder as overlay', ['verify', '--overlay', '.'], /^--overlay \.: it is a folder\n$/],
    ['too few groups', ['verify', '--group', 'a,b'], /^--group: at least three/],
    [
      'an overlay that is not there',
      ['verify', '--overlay', 'none.yaml'],
      /^--overlay none\.yaml: there is no such file\n$/,
    ],
    [
      'a host of Microsoft',
      ['verify', '--provider', 'https://graph.microsoft.com/v1.0', '--token', 'abc', '--allow-writes'],
      /^graph\.microsoft\.com belongs to a Microsoft cloud/,
    ],
    [
      'another host without leave to write',
      ['verify', '--provider', 'https://gateway.example/v1.0', '--token', 'abc'],
      /^gateway\.example is not this machine.*--allow-writes/,
    ],
    [
      'another host without a token',
      ['verify', '--provider', 'https://gateway.example/v1.0', '--allow-writes'],
      /^a token is needed: set GRAPH_TOKEN/,
    ],
  ];
  test.each(usage)('%s', async (_what, args, line) => {
    const ran = await graphContract(args);
    expect(ran.exitCode).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).toMatch(line);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(path.join(folder, 'a-file'), '');
    const ran = await graphContract(['verify', '--out', 'a-file/reports']);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).toContain('a-file');
  });

  test('a provider that is not there', async () => {
    const ran = await graphContract(['verify', '--provider', 'http://127.0.0.1:1/v1.0', '--out', 'dead']);
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toContain('no server listens: http://127.0.0.1:1');
    expect(reportIn('dead').findings).toHaveLength(1);
  });

  test('no command at all', async () => {
    const ran = await graphContract([]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain('Usage: graph-contract');
  });
});

describe('a provider of thirty lines that answers 204 to everything', () => {
  let server: Server;
  beforeAll((done) => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(204).end());
    });
    server.listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('violates, and the rows that it breaks are named', async () => {
    const { port } = server.address() as AddressInfo;
    const ran = await graphContract([
      'verify',
      '--provider',
      `http://127.0.0.1:${port}/v1.0`,
      '--out',
      'lax',
    ]);
    expect(ran.exitCode).toBe(1);
    const broken = reportIn('lax').requirements.filter(({ outcome }) => outcome === 'violates');
    expect(broken.map(({ id }) => id).sort()).toEqual(
      [
        'AUT-401',
        'BAT-MALFORMED',
        'BAT-OUTER',
        'ERR-405',
        'ERR-BADJSON',
        'ERR-CT',
        'ERR-NOTYPE',
        'ERR-OTHER-KEY',
        'ERR-RANGE',
        'ERR-TYPE',
        'GET-SHAPE',
      ].sort(),
    );
    for (const { id } of broken) expect(ran.stdout).toContain(id);
  });
});

describe('the configuration file', () => {
  const inFolder = (name: string, yaml: string) => {
    const own = path.join(folder, name);
    mkdirSync(own);
    writeFileSync(path.join(own, 'graph-contract.config.yaml'), yaml);
    return commandLine(own);
  };

  test('gives settings that the command line overrules', async () => {
    const own = inFolder(
      'settings',
      'only: [RES-204, SEM-MERGE]\nout: configured\nstrict: true\ncolor: false\n',
    );
    const ran = await own(['verify', '--no-contexts', '--out', 'said']);
    expect(ran.exitCode).toBe(0);
    const report = reportIn('settings/said');
    expect(report.requirements.map(({ id }) => id)).toEqual(['RES-204', 'SEM-MERGE']);
    expect(report.strict).toBe(true);
  });

  const bad: [what: string, yaml: string, line: RegExp][] = [
    [
      'unknown',
      'provder: http://127.0.0.1/v1.0\n',
      /^graph-contract\.config\.yaml:1: provder: there is no such setting/,
    ],
    ['of another type', 'strict: 3\n', /strict: must be true or false/],
    ['a secret', 'token: abcdef\n', /token: a secret does not belong/],
    ['no map', '- strict\n', /must be a map/],
    ['no YAML', 'only: [a\n', /^graph-contract\.config\.yaml:\d+: /],
  ];
  test.each(bad)('names a setting that is %s', async (what, yaml, line) => {
    const ran = await inFolder(`bad-${what}`, yaml)(['verify']);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ran.stderr).toMatch(line);
    expect(ran.stderr).not.toContain('abcdef');
  });
});

describe('secrets', () => {
  test('stand in nothing that a run writes', async () => {
    const canaries = [
      ...['canary~token.0123456789', 'canary-read-0123456789', 'canary-key-0123456789'],
      ...['canary-cookie-0123456789', 'canary-query-0123456789'],
    ];
    const echo = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(400, {
          'Content-Type': 'application/json',
          'X-Echo': String(request.headers.authorization),
          'Set-Cookie': `session=${canaries[3]}; Path=/; HttpOnly`,
          Location: `https://login.example/?access_token=${canaries[4]}&state=1`,
        });
        response.end(JSON.stringify({ error: { code: 'x', message: JSON.stringify(request.headers) } }));
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const { port } = echo.address() as AddressInfo;
    const ran = await graphContract([
      ...['verify', '--no-contexts', '--provider', `http://127.0.0.1:${port}/v1.0`],
      ...['--out', 'canaries', '--json'],
      ...['--format', 'json,junit,html,sarif,markdown'],
      ...[
        '--token',
        canaries[0] as string,
        '--token-readonly',
        canaries[1] as string,
        '--header',
        `X-Gateway-Key: ${canaries[2]}`,
      ],
    ]);
    echo.closeAllConnections();
    echo.close();
    expect(ran.exitCode).toBe(1);
    const written = readdirSync(path.join(folder, 'canaries')).map((file) =>
      readFileSync(path.join(folder, 'canaries', file), 'utf8'),
    );
    expect(written).toHaveLength(6);
    for (const text of [...written, ran.stdout, ran.stderr])
      for (const canary of canaries) expect(text).not.toContain(canary);
    expect(reportIn('canaries').requirements.find(({ id }) => id === 'ERR-NOECHO')?.outcome).toBe('violates');
  });
});

test('--serve-fault judges a provider of the catalogue, as the fleet does', async () => {
  const args = ['verify', '--no-contexts', '--only', 'RES-204,RES-EMPTY', '--out', 'served', '--quiet'];
  const { exitCode, stdout } = await graphContract([...args, '--serve-fault', 'success-200-empty']);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^violates  RES-204 MUST/m);
  for (const [further, said] of [
    [['--serve-fault', 'nothing'], /^--serve-fault nothing: no fault and no variant has this id/],
    [
      ['--serve-fault', 'success-200-empty', '--provider', 'http://127.0.0.1:1/v1.0'],
      /cannot be combined with/,
    ],
  ] as const)
    expect(await graphContract([...args, ...further])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(said) as string,
    });
});
