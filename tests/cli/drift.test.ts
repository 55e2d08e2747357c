import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { complaintOf } from '../../src/contract/published';
import { MATERIAL, siblingMaterial } from '../drift/support';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const command = commandLine(folder);
const SOURCES = [
  '--docs',
  'update.md',
  'get.md',
  '--docs',
  'resource.md',
  '--csdl',
  'v1.0-Prod.csdl',
  '--openapi',
  'openapi.yaml',
];

beforeAll(() => {
  for (const [name, text] of Object.entries(MATERIAL)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(
    path.join(folder, 'int.md'),
    (MATERIAL['resource.md'] ?? '').replace('|defaultLength|Int32|', '|defaultLength|Int|'),
  );
  writeFileSync(path.join(folder, 'empty.yaml'), '');
  writeFileSync(path.join(folder, 'none.yaml'), 'disagreements:\n');
});

test('agrees with material that agrees, and writes the files', async () => {
  const ran = await command(['drift', ...SOURCES, '--format', 'json,markdown,sarif,html,junit']);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(/agrees: 0 new, 0 known/);
  for (const name of ['drift.json', 'drift.md', 'drift.sarif', 'drift.html'])
    expect(readFileSync(path.join(folder, 'reports', name), 'utf8')).not.toBe('');
});

test('reads what a page includes beside it', async () => {
  const { stdout } = await command(['drift', '--docs', 'update.md', '--json', '--format', 'json']);
  const { statements } = JSON.parse(stdout) as {
    statements: { key: string; cells: { said: { place: object }[] }[] }[];
  };
  const china = statements.find(({ key }) => key === 'cloud/china');
  expect(china?.cells[0]?.said[0]?.place).toEqual({
    file: 'includes/global-us.md',
    line: 7,
    via: { file: 'update.md', line: 11 },
  });
});

test.each([
  ['the ledger of the package', [], 0],
  ['an empty ledger', ['--ledger', 'empty.yaml'], 1],
  ['a ledger without entries', ['--ledger', 'none.yaml'], 1],
])('with %s a contradiction that Microsoft has ends with its code', async (_what, ledger, exitCode) => {
  const ran = await command(['drift', '--docs', 'int.md', ...ledger]);
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.stdout).toContain('int.md:18');
});

test('an entry that is out of date fails where that is asked for', async () => {
  const { exitCode, stdout } = await command(['drift', '--docs', 'resource.md']);
  expect({ exitCode, stale: /^STALE {2}D4: /m.test(stdout) }).toEqual({ exitCode: 0, stale: true });
  expect((await command(['drift', '--docs', 'resource.md', '--strict'])).exitCode).toBe(1);
});

test('ends with 3 where nothing was compared', async () => {
  writeFileSync(path.join(folder, 'other.md'), '# Update user\n');
  const ran = await command(['drift', '--docs', 'other.md']);
  expect(ran).toMatchObject({ exitCode: 3, stderr: '' });
  expect(ran.stdout).toContain('nothing was compared');
});

test('records pages, says which it lacks, and records nothing where no page is of the operation', async () => {
  const file = path.join(folder, 'recorded', 'wording.yaml');
  const record = (page: string) =>
    command(['drift', '--docs', page, '--format', 'wording', '--out', 'recorded', '--quiet']);
  const ran = await record('resource.md');
  expect(ran.exitCode).toBe(0);
  expect(ran.stderr).toMatch(/^wording\.yaml lacks pages .*: Delete .*, Update .*\n$/);
  expect(ran.stderr).not.toContain('AccessPassAuthenticationMethodConfiguration resource type');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('- title: temporaryAccessPassAuthenticationMethodConfiguration resource type');
  writeFileSync(path.join(folder, 'other.md'), '# Update user\n');
  expect(await record('other.md')).toMatchObject({
    exitCode: 3,
    stderr: 'wording.yaml is not written: --docs names no page of the operation\n',
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('prints what its schema has with --json, and the rest on stderr', async () => {
  const { stdout, stderr } = await command(['drift', '--docs', 'int.md', '--json', '--quiet']);
  expect(complaintOf('drift', JSON.parse(stdout))).toBeUndefined();
  expect(stderr).toMatch(/^STALE|^agrees/m);
});

test('takes gzip, standard input and settings', async () => {
  writeFileSync(path.join(folder, 'a.csdl.gz'), gzipSync(MATERIAL['v1.0-Prod.csdl'] ?? ''));
  writeFileSync(
    path.join(folder, 'settings.yaml'),
    'csdl: [a.csdl.gz]\nopenapi: openapi.yaml\nlevel: MUST\n',
  );
  const ran = await command(['drift', '--config', 'settings.yaml', '--quiet']);
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toMatch(/agrees: /);
});

describe('--operation', () => {
  const { 'update.md': update = '' } = siblingMaterial('fido2');
  beforeAll(() => {
    writeFileSync(path.join(folder, 'fido2-update.md'), update);
    writeFileSync(
      path.join(folder, 'fido2-spelt.md'),
      update.replaceAll('Configurations/Fido2', 'Configurations/fido2'),
    );
    writeFileSync(path.join(folder, 'fido2.yaml'), 'operation: fido2\ndocs: fido2-update.md\n');
  });

  test('picks the slice and its ledger', async () => {
    const args = ['drift', '--docs', 'fido2-spelt.md', '--operation', 'fido2', '--json'];
    const ran = await command(args);
    expect(ran.exitCode).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      contract: {
        operation: 'PATCH /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Fido2',
      },
      contradictions: [
        {
          key: 'PATCH/path',
          places: [
            { file: 'fido2-spelt.md', line: 18 },
            { file: 'fido2-spelt.md', line: 43 },
          ],
          against: [{ file: 'spec/operations/fido2/openapi.yaml' }],
          disagreement: 'F4',
        },
      ],
    });
    expect(complaintOf('drift', JSON.parse(ran.stdout))).toBeUndefined();
    const without = await command([...args, '--ledger', 'empty.yaml', '--quiet']);
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toContain('spec/operations/fido2/openapi.yaml:');
  });

  test('may stand in the settings', async () => {
    const ran = await command(['drift', '--config', 'fido2.yaml', '--quiet']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each(['', 'sms', 'temporaryAccessPass'])('another one passes its pages over: %j', async (name) => {
    const operation = name === '' ? [] : ['--operation', name];
    const ran = await command(['drift', '--docs', 'fido2-update.md', ...operation]);
    expect(ran.exitCode).toBe(3);
    expect(ran.stdout).toContain('nothing was compared');
  });
});

describe('bad input is told of in one line', () => {
  beforeAll(() => {
    writeFileSync(path.join(folder, 'text.txt'), 'hello\n');
    writeFileSync(path.join(folder, 'wrong.yaml'), 'disagreements:\n  - id: D1\n');
    writeFileSync(path.join(folder, 'broken.yaml'), 'a: [\n');
    const entry =
      '{ id: D1, title: t, sources: [s], since: "2026-01-01", decision: d, why: w, unwatched: u }';
    writeFileSync(path.join(folder, 'twice.yaml'), `disagreements: [${entry}, ${entry}]\n`);
  });

  test.each([
    [[], 'name something to compare with'],
    [['--docs', 'nowhere.md'], 'nowhere.md: there is no such file'],
    [['--csdl', 'text.txt'], 'text.txt: it is not XML'],
    [['--openapi', 'text.txt'], 'text.txt: it is not an OpenAPI description'],
    [['--evidence', 'text.txt'], 'text.txt'],
    [['--docs', 'http://192.0.2.1/a.md'], 'http://192.0.2.1/a.md: only https is fetched'],
    [['--docs', 'file:///etc/hosts'], 'file:///etc/hosts: only https is fetched'],
    [['--docs', 'update.md', '--ledger', 'nowhere.yaml'], '--ledger nowhere.yaml: there is no such file'],
    [['--docs', 'update.md', '--ledger', 'wrong.yaml'], 'wrong.yaml:2: disagreements[0]: has no '],
    [['--docs', 'update.md', '--ledger', 'broken.yaml'], 'broken.yaml: '],
    [
      ['--docs', 'update.md', '--ledger', 'twice.yaml'],
      'twice.yaml: there are two entries with the id D1; each id must be unique',
    ],
    [['--docs', 'update.md', '--format', 'pdf'], 'pdf is not one of'],
    [['--docs', 'update.md', '--operation', 'hardwareOath'], "argument 'hardwareOath' is invalid"],
    [['--docs', 'update.md', '--operation', ''], "argument '' is invalid"],
  ])('%j', async (args, message) => {
    const { exitCode, stdout, stderr } = await command(['drift', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('addresses', () => {
  let server: Server;
  let root: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = (request.url ?? '').slice(1);
      if (name === 'away') response.writeHead(302, { Location: 'http://192.0.2.1/update.md' }).end();
      else if (MATERIAL[name] === undefined) response.writeHead(404).end();
      else response.end(MATERIAL[name]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('are fetched, with what a page includes', async () => {
    const ran = await command([
      'drift',
      '--docs',
      `${root}/update.md`,
      '--openapi',
      `${root}/openapi.yaml`,
      '--json',
    ]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).toContain(`${root}/includes/update-permissions.md`);
  });

  test('that answer with an error are told of in one line', async () => {
    const ran = await command(['drift', '--docs', `${root}/nowhere.md`]);
    expect(ran).toMatchObject({ exitCode: 2, stderr: `${root}/nowhere.md: the server answers 404\n` });
  });

  test('that never answer are given up after a time, in one line', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/a.csdl`;
    const later = setTimeout;
    const limit = jest
      .spyOn(global, 'setTimeout')
      .mockImplementation(((run: () => void, ms: number) => later(run, ms / 100)) as typeof setTimeout);
    const ran = await command(['drift', '--csdl', url]);
    limit.mockRestore();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    expect(ran).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `${url}: it cannot be fetched: nothing came for 10 s\n`,
    });
  });

  test('that no server listens at are told of in one line', async () => {
    const ran = await command(['drift', '--csdl', 'http://127.0.0.1:9/a.csdl']);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(/^http:\/\/127\.0\.0\.1:9\/a\.csdl: it cannot be fetched: .*\n$/);
  });
});

describe('as a section of the report of a run', () => {
  const line = JSON.stringify({ request: { method: 'GET', url: '/v1.0/me' } });
  const check = (...further: string[]) => command(['check', 'me.ndjson', '--quiet', ...further]);
  const page = () => readFileSync(path.join(folder, 'reports', 'report.html'), 'utf8');

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'me.ndjson'), `${line}\n`);
    await command([
      'drift',
      '--docs',
      'update.md',
      'get.md',
      'int.md',
      '--ledger',
      'none.yaml',
      '--out',
      'found',
    ]);
    await command(['drift', '--operation', 'sms', '--openapi', 'openapi.yaml', '--out', 'of-sms']);
  });

  test('what contradicts the contract stands there, with its place', async () => {
    await check('--drift', 'found/drift.json');
    expect(page()).toContain('Drift: drifts');
    expect(page()).toMatch(/New contradictions \(1\)[\s\S]*int\.md:\d+/);
  });

  test('without it there is none', async () => {
    await check();
    expect(page()).not.toContain('Drift:');
  });

  test.each([
    [
      'that is about another operation',
      'of-sms/drift.json',
      /of-sms\/drift\.json: it is about PATCH .*\/Sms, and not about/,
    ],
    ['that is something else', 'reports/report.json', /report\.json: it is not a drift\.json: /],
    ['that is no JSON', 'update.md', /update\.md: /],
    ['that is not there', 'nothing.json', /nothing\.json/],
  ])('one %s is told of in one line', async (_which, file, said) => {
    const ran = await check('--drift', file);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
