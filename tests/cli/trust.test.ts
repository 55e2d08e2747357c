/** What a configuration that a folder brought along may set, and what has to be said on the command line. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from '../../src/cli/commands';
import { SETTINGS, whyNotTrusted } from '../../src/cli/trust';
import { openJournal } from '../../src/live/journal';
import type { Report } from '../../src/results/report';
import { commandsLeft } from '../../src/live/left-open';
import { ORIGINAL } from '../live/support';
import { HOSTILE, UNSAFE } from '../reports/support';
import type { Io } from '../../src/cli/io';
import { commandLine, temporaryFolder } from './support';

const root = temporaryFolder();
const CONFIG = 'graph-contract.config.yaml';
const SECRET = 'secret-canary-0123456789';
let count = 0;

/** Somebody who waits for requests, and what came. */
let evil: Server;
let url: string;
const heard: string[] = [];
beforeAll(async () => {
  evil = createServer((request, response) => {
    heard.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/v1.0`;
});
afterAll(() => void evil.close());
beforeEach(() => heard.splice(0));

/** A folder that means no good. */
function hostile(config: string) {
  const folder = path.join(root, String((count += 1)));
  mkdirSync(folder);
  const put = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  put(CONFIG, config);
  put('rules.yaml', 'checks: ./evil.js\n');
  put(
    'evil.js',
    `require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'ran'))}, ''); exports.checks = [];`,
  );
  put('traffic.ndjson', '\n');
  put('token.txt', SECRET);
  put('client.json', '{}');
  put('rules.txt', 'levels: {}');
  const journals = path.join(folder, 'journals');
  openJournal(journals, {
    ...{ version: 1, target: url, key: 'returned-key', original: { ...ORIGINAL }, written: {} },
    ...{ startedAt: '2026-11-30T03:00:00.000Z', pid: 2 ** 22 + 1, host: hostname() },
  });
  // It is somebody else's.
  commandsLeft();
  const run = commandLine(folder);
  return {
    folder,
    put,
    run: (...args: string[]) => run(args, { env: { GRAPH_TOKEN: SECRET, GITHUB_SHA: '0' } }),
    ran: () => existsSync(path.join(folder, 'ran')),
  };
}

const CALLS: Record<string, string[]> = {
  verify: ['verify', '--plan'],
  check: ['check', 'traffic.ndjson'],
  restore: ['restore', '--settle', '10', '--timeout', '100'],
  explain: ['explain', 'RES-204'],
  requirements: ['requirements'],
  judge: ['judge', 'traffic.ndjson'],
  proxy: ['proxy', '--port', '0', '--max', '1'],
  strength: ['strength'],
  drift: ['drift', '--evidence', 'traffic.ndjson'],
  merge: ['merge', 'client.json'],
  reproduce: ['reproduce', 'client.json'],
  serve: ['serve', '--port', '0', '--chaos', '1%', '--max', '1'],
  diff: ['diff', 'client.json', 'client.json'],
};

/** The options of each command, by their names without dashes, and whether each takes a value. */
async function optionsOf(): Promise<Record<string, Record<string, boolean>>> {
  const all: Record<string, Record<string, boolean>> = {};
  for (const { name, load } of COMMANDS) {
    const command = new Command(name);
    (await load()).define(command, { cwd: root } as Io, () => undefined);
    all[name] = Object.fromEntries(
      command.options.map(({ long, required, optional }) => [String(long).slice(2), required || optional]),
    );
  }
  return all;
}

describe('every setting of every command', () => {
  test('stands in one class of the trust model', async () => {
    const known = Object.values(SETTINGS).flat();
    const given = new Set(Object.values(await optionsOf()).flatMap((options) => Object.keys(options)));
    // A switch that is on where nothing is said can be set by its plain name.
    const plain = [...given].flatMap((name) => (name.startsWith('no-') ? [name.slice(3)] : []));
    expect([...known].sort()).toEqual([...new Set([...given, ...plain])].sort());
    expect(new Set(known).size).toBe(known.length);
  });

  test('that is neither judging nor data is refused to a file that was found, by every command that has it', async () => {
    const { put, run, ran, folder } = hostile('');
    const { judging, data } = SETTINGS;
    const refused: string[] = [];
    for (const [command, options] of Object.entries(await optionsOf()))
      for (const [key, takesValue] of Object.entries(options)) {
        if ([...judging, ...data].includes(key) || (command === 'serve' && key === 'out')) continue;
        if (CALLS[command]?.includes(`--${key}`)) continue;
        put(CONFIG, `${key}: ${takesValue ? url : 'true'}\n`);
        const { exitCode, stderr, stdout } = await run(...(CALLS[command] as string[]));
        if (key.startsWith('token') && /a secret does not belong/.test(stderr)) continue;
        expect([command, key, exitCode, stdout]).toEqual([command, key, 2, '']);
        expect(stderr).toMatch(
          new RegExp(
            `^${CONFIG}:1: ${key}: a configuration that was found in the folder may not set it; use --${key} on`,
          ),
        );
        refused.push(key);
      }
    expect(refused.length).toBeGreaterThan(80);
    expect(heard).toEqual([]);
    expect([ran(), existsSync(path.join(folder, 'reports'))]).toEqual([false, false]);
  });

  test('of data names a file inside the folder', () => {
    const { folder } = hostile('');
    for (const key of SETTINGS.data) {
      expect([key, whyNotTrusted(key, './rules.txt', { cwd: folder })]).toEqual([key, undefined]);
      for (const outside of ['/etc/passwd', '../x', './a/../../x', ['./a'], '.'])
        expect([key, whyNotTrusted(key, outside, { cwd: folder })]).toEqual([key, expect.any(String)]);
    }
  });
});

describe('a configuration that was found in the folder may not', () => {
  test.each<[string, string, string, RegExp]>([
    ['load code', 'check', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'verify', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'explain', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'requirements', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'judge', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'merge', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['load code', 'proxy', 'overlay: rules.yaml', /overlay with checks.*--overlay/],
    ['run a command', 'verify', 'token-command: echo x > ran', /token-command: .*--token-command/],
    ['run a command', 'restore', 'token-command: echo x > ran', /token-command: .*--token-command/],
    ['start providers', 'strength', 'faults: fleet.yaml', /faults: .*--faults/],
    ['say who gets the token', 'verify', 'provider: URL', /provider: .*--provider/],
    ['say who gets the token', 'verify', 'cloud: global', /cloud: .*--cloud/],
    ['say who gets the token', 'verify', 'pact: URL', /pact: .*--pact/],
    ['say who gets the token', 'verify', 'provider-states-url: URL', /provider-states-url: /],
    ['say who gets the token', 'proxy', 'target: URL', /target: .*--target/],
    ['say who gets the token', 'restore', 'provider: URL', /provider: .*--provider/],
    ['say who gets the token', 'restore', 'journal: journals', /journal: .*--journal/],
    ['read a token', 'verify', 'token-file: token.txt', /token-file: .*--token-file/],
    ['read a token', 'restore', 'token-file: token.txt', /token-file: .*--token-file/],
    ['allow writes', 'verify', 'allow-writes: true', /allow-writes: .*--allow-writes/],
    ['allow writes', 'proxy', 'allow-writes: true', /allow-writes: /],
    ['take the care from a live run', 'verify', 'live: false', /live: .*--no-live/],
    ['widen what a live run may do', 'verify', 'allow-widening: true', /allow-widening: /],
    ['add headers', 'verify', "header: 'X-A: b'", /header: .*--header/],
    ['say what is trusted', 'verify', 'ca: token.txt', /ca: .*--ca/],
    ['say who is let in', 'verify', 'group: [a, b, c]', /group: .*--group/],
    ['say where output is written', 'check', 'out: ../elsewhere', /out: .*--out/],
    ['say where output is written', 'drift', 'out: ../elsewhere', /out: .*--out/],
    ['say where output is written', 'proxy', 'record: ../pact.json', /record: .*--record/],
    ['fetch pages', 'drift', 'docs: URL', /docs: .*--docs/],
    ['read files elsewhere', 'check', 'waivers: /etc/passwd', /outside its folder.*--waivers/],
    ['read files elsewhere', 'check', 'baseline: ../report.json', /outside its folder.*--baseline/],
  ])('%s: %s, %s', async (_what, command, setting, line) => {
    const { run, ran, folder } = hostile(`${setting.replace('URL', url)}\n`);
    const said = await run(...(CALLS[command] as string[]));
    expect(said).toMatchObject({ exitCode: 2, stdout: '' });
    expect(said.stderr.trimEnd()).not.toContain('\n');
    expect(said.stderr).toMatch(new RegExp(`^${CONFIG.replaceAll('.', '\\.')}:\\d+: `));
    expect(said.stderr).toMatch(line);
    expect(said.stderr).toContain(`--config ${CONFIG}`);
    expect(heard).toEqual([]);
    expect(ran()).toBe(false);
    expect(existsSync(path.join(folder, '..', 'elsewhere'))).toBe(false);
  });

  test('name a file elsewhere by a link', async () => {
    const { run, folder } = hostile('waivers: link.yaml\n');
    const outside = path.join(root, 'outside.yaml');
    writeFileSync(outside, 'waivers: []\n');
    symlinkSync(outside, path.join(folder, 'link.yaml'));
    const said = await run('check', 'traffic.ndjson');
    expect(said.exitCode).toBe(2);
    expect(said.stderr).toContain('outside its folder');
  });

  const named = process.platform === 'win32' ? test.skip : test;
  named('be a pipe, or name one, which would be waited for without end', async () => {
    const { run, folder } = hostile('waivers: pipe.yaml\n');
    execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]);
    const said = await run('check', 'traffic.ndjson');
    expect([said.exitCode, said.stderr]).toEqual([2, expect.stringContaining('may not name a pipe')]);
    rmSync(path.join(folder, 'graph-contract.config.yaml'));
    execFileSync('mkfifo', [path.join(folder, 'graph-contract.config.yaml')]);
    const own = await run('check', 'traffic.ndjson');
    expect([own.exitCode, own.stderr]).toEqual([2, expect.stringContaining('it is a pipe or a device')]);
  });

  test('set several such things: each is named, in one line', async () => {
    const { run } = hostile(`provider: ${url}\ntoken-file: token.txt\nstrict: true\n`);
    const { stderr } = await run('verify');
    expect(stderr).toMatch(/: provider, token-file: .*--provider --token-file on the command line/);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});

describe('what a folder brings along beside its configuration is not asked', () => {
  test('a pack outside of it is not read before that is refused', async () => {
    const { run, folder } = hostile('operation: ../pack\n');
    mkdirSync(path.join(folder, '..', 'pack'), { recursive: true });
    writeFileSync(path.join(folder, '..', 'pack', 'openapi.yaml'), 'canary: [');
    const said = await run('check', 'traffic.ndjson');
    expect(said.exitCode).toBe(2);
    expect(said.stderr).toMatch(/^graph-contract\.config\.yaml:1: operation: .*outside its folder/);
    expect(said.stderr).not.toContain('canary');
  });

  test('a configuration that is a link to a file elsewhere', async () => {
    const { run, folder } = hostile('');
    const outside = path.join(root, 'secrets.yaml');
    writeFileSync(outside, 'canary: 1\n');
    rmSync(path.join(folder, CONFIG));
    symlinkSync(outside, path.join(folder, CONFIG));
    const said = await run('check', 'traffic.ndjson');
    expect(said).toMatchObject({ exitCode: 2, stdout: '' });
    expect(said.stderr).toMatch(
      /it is a link to a file outside the folder, which is not read; to read it, use --config/,
    );
    expect(said.stderr).not.toContain('canary');
    expect((await run('check', 'traffic.ndjson', '--config', CONFIG)).stderr).toContain('canary');
  });

  test('a configuration of a folder above, a package.json, a file of variables and an .npmrc', async () => {
    const { folder, put, ran } = hostile('formt: json\n');
    put('package.json', JSON.stringify({ 'graph-contract': { overlay: 'rules.yaml' }, type: 'module' }));
    put('.env', `GRAPH_TOKEN=${SECRET}\n`);
    put('.graph-contractrc', 'overlay: rules.yaml\n');
    const below = path.join(folder, 'below');
    mkdirSync(below);
    writeFileSync(path.join(below, 'none.ndjson'), '\n');
    const { exitCode, stderr } = await commandLine(below)(['check', 'none.ndjson'], { env: {} });
    expect([exitCode, stderr, ran()]).toEqual([3, '', false]);
  });

  test.each([
    ['an escape of a terminal', '"a\\e[31mred": 1', 'a\\u001b[31mred: there is no such setting'],
    ['a command to a CI system', 'format: "::stop-commands::x"', '\\u003a:stop-commands::x is not one of'],
    ['a file named like one', 'waivers: "::error::x"', '--waivers \\u003a:error::x: there is no such file'],
    ['a line of its own', 'format: "x\\r\\n::debug::y"', 'x \\u003a:debug::y is not one of'],
  ])('%s in a configuration is not passed on', async (_what, config, line) => {
    const { run } = hostile(config);
    const { stderr } = await run('check', 'traffic.ndjson', '--quiet');
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(stderr).toContain(line);
  });

  test.each([
    [['requirements']],
    [['requirements', '--json']],
    [['explain', 'OWN-1']],
    [['explain', 'OWN-1', '--json']],
    [['check', 'traffic.ndjson', '--json']],
  ])('%j gives no command to a terminal or a CI system that stands in an overlay', async (args) => {
    const { run, put } = hostile('overlay: own.yaml\n');
    const row = {
      ...{ id: 'OWN-1', level: 'MUST', actor: 'client', group: 'request', basis: 'stated' },
      ...{ title: HOSTILE, statement: HOSTILE, why: HOSTILE, remedy: HOSTILE, checks: ['request/json'] },
      sources: [{ page: HOSTILE, url: 'https://x.example/', section: HOSTILE }],
    };
    put('own.yaml', JSON.stringify({ requirements: [row] }));
    const { exitCode, stdout, stderr } = await run(...args);
    expect([0, 3]).toContain(exitCode);
    expect(stdout + stderr).toContain('OWN-1');
    expect(stdout + stderr).not.toMatch(UNSAFE);
  });

  test('what Git would run for a folder', async () => {
    const { folder, run, ran } = hostile('');
    const evil = `!touch ${path.join(folder, 'ran')}`;
    mkdirSync(path.join(folder, '.git', 'objects'), { recursive: true });
    mkdirSync(path.join(folder, '.git', 'refs'));
    writeFileSync(path.join(folder, '.git', 'HEAD'), `${'0123456789'.repeat(4)}\n`);
    writeFileSync(
      path.join(folder, '.git', 'config'),
      `[core]\nfsmonitor = ${evil.slice(1)}\npager = ${evil.slice(1)}\nhooksPath = .\n[alias]\nrev-parse = ${evil}\n`,
    );
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await commandLine(folder)(['check', 'traffic.ndjson'], { env: {} })).exitCode).toBe(3);
    } finally {
      process.chdir(before);
    }
    const { provenance } = JSON.parse(
      readFileSync(path.join(folder, 'reports', 'report.json'), 'utf8'),
    ) as Report;
    expect([provenance.commit, ran()]).toEqual(['0123456789'.repeat(4), false]);
    expect((await run('check', 'traffic.ndjson')).exitCode).toBe(3);
  });

  test('--no-config reads none', async () => {
    const { run } = hostile(`provider: ${url}\nonly: NO-SUCH-ROW\n`);
    const { exitCode, stderr } = await run('verify', '--plan', '--quiet', '--no-config');
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

test('no redirect is followed, and no token goes where one leads', async () => {
  const { run } = hostile('');
  const redirecting = createServer((request, response) => {
    response.writeHead(307, { Location: `${url}${request.url}` }).end();
  });
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/v1.0`;
  try {
    const { exitCode } = await run('verify', '--provider', at, '--only', 'RES-204', '--settle', '0');
    expect([1, 3]).toContain(exitCode);
  } finally {
    redirecting.closeAllConnections();
    redirecting.close();
  }
  expect(heard).toEqual([]);
});

test('what the command line says does not have to come from the configuration', async () => {
  const { run } = hostile('out: ../elsewhere\nonly: RES-204\n');
  const { exitCode, stderr } = await run('check', 'traffic.ndjson', '--out', 'here');
  expect(exitCode).toBe(3);
  expect(stderr).toBe(`settings from ${CONFIG}; the command line replaces out\n`);
});

test('a configuration that is named may set it all', async () => {
  const { run, ran } = hostile('overlay: rules.yaml\nout: here\n');
  const { exitCode } = await run('check', 'traffic.ndjson', '--config', CONFIG);
  expect(exitCode).toBe(3);
  expect(ran()).toBe(true);
  const { run: explain, ran: explained } = hostile('overlay: rules.yaml\n');
  expect((await explain('explain', 'RES-204', '--config', CONFIG)).exitCode).toBe(0);
  expect(explained()).toBe(true);
});

test('a configuration that was found may say what is judged and how it is told, and is named', async () => {
  const { run, put } = hostile(
    'only: RES-204\nstrict: true\nformat: [json]\noverlay: levels.yaml\nwaivers: waivers.yaml\n',
  );
  put('levels.yaml', 'levels: { RES-204: SHOULD }\n');
  put('waivers.yaml', 'waivers: []\n');
  const said = await run('check', 'traffic.ndjson');
  expect(said.exitCode).toBe(3);
  expect(said.stderr).toBe(`settings from ${CONFIG}\n`);
  expect((await run('check', 'traffic.ndjson', '--quiet')).stderr).toBe('');
});

describe('one file serves all commands', () => {
  const EVERYTHING = [
    'out: there',
    'strict: true',
    'format: [json, junit, html]',
    'only: RES-204',
    'skip: ERR-CODE',
    'level: MUST',
    'color: false',
    'waivers: waivers.yaml',
    'baseline: report.json',
    'drift: drift.json',
    'max: 3',
    'cloud: global',
    'lacks: [batch]',
    'token-file: token.txt',
    'record: pact.json',
    'tls: true',
    'provider: https://gateway.example/v1.0',
  ].join('\n');

  test.each([
    ['serve', ['serve', '--port', '0']],
    ['requirements', ['requirements']],
    ['explain', ['explain', 'RES-204']],
    ['diff', ['diff', 'client.json', 'client.json']],
  ])('what is for another does not keep %s from its work', async (_name, args) => {
    const { folder } = hostile(`${EVERYTHING}\n`);
    const ended = new AbortController();
    let stderr = '';
    const hear = (text: string): void => {
      stderr += text;
      if (text.includes('Ctrl-C ends it')) ended.abort();
    };
    const { exitCode } = await commandLine(folder)(args, { signal: ended.signal, env: {}, stderr: hear });
    expect(stderr).not.toMatch(new RegExp(`${CONFIG}: `));
    // The reports that diff is given are none.
    expect(exitCode).toBe(args[0] === 'diff' ? 2 : 0);
  });

  test('a format or a name that another command has is passed over, and what nobody has is not', async () => {
    const { run, put } = hostile('format: [junit, json]\ncloud: global\n');
    expect((await run('drift', '--evidence', 'traffic.ndjson')).stderr).not.toContain(`${CONFIG}:`);
    put(CONFIG, 'format: docx\n');
    expect(await run('check', 'traffic.ndjson')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^graph-contract\.config\.yaml:1: format: docx is not one of /) as string,
    });
    put(CONFIG, 'formt: json\n');
    expect((await run('requirements')).stderr).toMatch(/formt: there is no such setting/);
  });

  test('the command line replaces a list of the configuration', async () => {
    const { run } = hostile('only: [RES-204, NO-SUCH-ROW]\n');
    expect((await run('check', 'traffic.ndjson')).stderr).toContain('NO-SUCH-ROW');
    expect((await run('check', 'traffic.ndjson', '--only', 'RES-204')).exitCode).toBe(3);
  });
});
