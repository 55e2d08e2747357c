import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);

test.each([['--config', 'own.yaml'], ['--config=own.yaml']])('%s names another file', async (...args) => {
  write('own.yaml', 'plan: true\nonly: RES-204\n');
  const { exitCode, stdout } = await graphContract(['verify', ...args]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/requests, \d+ of them writes/);
});

test('a file without a setting says nothing', async () => {
  write('nothing.yaml', '# nothing yet\n');
  expect((await graphContract(['verify', '--config', 'nothing.yaml', '--plan'])).exitCode).toBe(0);
});

test.each<[string, string, RegExp]>([
  ['a list', '- plan\n', /^list\.yaml:1: must be a map of settings, one `key: value` on each line\n$/],
  ['a NUL in a path', 'waivers: "a\\0b"\n', /^list\.yaml:1: waivers: must be a text without a NUL\n$/],
  ['a NUL in a list', 'only: [GET-SHAPE, "a\\0b"]\n', /^list\.yaml:1: only: must be a text without a NUL\n$/],
  ['a switch that is a text', 'plan: "yes"\n', /^list\.yaml:1: plan: must be true or false\n$/],
  [
    'a setting that is a map',
    'only: {a: 1}\n',
    /^list\.yaml:1: only: must be a text, a number or a list of them\n$/,
  ],
  [
    'a file that names a file',
    'config: other.yaml\n',
    /^list\.yaml:1: config: there is no such setting for verify\n$/,
  ],
  [
    'an unknown name',
    '# own\nonyl: RES-204\n',
    /^list\.yaml:2: onyl: there is no such setting for verify; did you mean only\?\n$/,
  ],
  [
    'a slip in a name',
    'strit: true\n',
    /^list\.yaml:1: strit: there is no such setting for verify; did you mean strict\?\n$/,
  ],
  ['a value', 'timeout: soon\n', /^list\.yaml:1: timeout: must be a whole number of milliseconds\n$/],
  ['a secret', 'plan: true\ntoken: abcd\n', /^list\.yaml:2: token: a secret does not belong/],
  ['an item of a list', 'lacks:\n  - read\n  - raed\n', /^list\.yaml:3: lacks: raed is not one of /],
  [
    'a list where one is meant',
    'level:\n  - MUST\n',
    /^list\.yaml:1: level: must be a single value, and no list\n$/,
  ],
  ['text that is no YAML', 'plan: true\nonly: [\n', /^list\.yaml:\d: .* at line \d, column \d\n$/],
])('%s is refused in one line', async (_name, text, line) => {
  write('list.yaml', text);
  const { exitCode, stderr } = await graphContract(['verify', '--config', 'list.yaml']);
  expect(stderr).toMatch(line);
  expect(exitCode).toBe(2);
});

test('a file that cannot be read is named', async () => {
  mkdirSync(path.join(folder, 'folder.yaml'));
  const missing = await graphContract(['verify', '--config', 'none.yaml']);
  expect(missing).toMatchObject({ exitCode: 2, stderr: 'none.yaml: there is no such file\n' });
  const wrong = await graphContract(['verify', '--config', 'folder.yaml']);
  expect(wrong).toMatchObject({ exitCode: 2, stderr: 'folder.yaml: it is a folder\n' });
});

test('one file serves all commands: what it says for another is passed over', async () => {
  writeFileSync(
    path.join(folder, 'all.yaml'),
    'provider: http://127.0.0.1:1/v1.0\nlacks: batch\nstrict: true\n',
  );
  writeFileSync(path.join(folder, 'none.ndjson'), '\n');
  const { exitCode, stderr } = await graphContract([
    'check',
    'none.ndjson',
    '--config',
    'all.yaml',
    '--quiet',
  ]);
  expect([exitCode, stderr]).toEqual([3, '']);
});

test.each<[string, string, string]>([
  ['a name', 'level: MUST\nonly:\n  - RES-204\n  - NOPE\n', '(own.yaml:4: only)'],
  ['a file', 'waivers: none.yaml\n', '(own.yaml:1: waivers)'],
  ['a URL', '# own\nprovider: foo\n', '(own.yaml:2: provider)'],
  ['a number of groups', 'group: [a, b]\n', '(own.yaml:1: group)'],
  ['an option that needs another', 'explore: 0\nseed: 3\n', 'own.yaml:2: seed)'],
])('what a command finds wrong later names the line too: %s', async (_name, text, place) => {
  write('own.yaml', text);
  const { exitCode, stderr } = await graphContract(['verify', '--plan', '--config', 'own.yaml']);
  expect([exitCode, stderr.split('\n')[1]]).toEqual([2, expect.stringContaining(place)]);
});

test('the command line replaces the configuration, and says so', async () => {
  write('own.yaml', 'plan: true\nonly: NOPE\nskip: [RES-204]\nlevel: MUST\n');
  const args = ['verify', '--config', 'own.yaml', '--only', 'RES-204,ERR-405', '--level', 'SHOULD'];
  const { exitCode, stderr } = await graphContract(args);
  expect([exitCode, stderr]).toEqual([0, 'settings from own.yaml; the command line replaces only, level\n']);
});

test('it replaces what says the same in another way', async () => {
  write('own.yaml', 'plan: true\nprovider: https://graph.contoso.example/v1.0\ntoken-file: none\n');
  const cloud = await graphContract(['verify', '--config', 'own.yaml', '--cloud', 'global', '--read-only']);
  expect(cloud.stderr).toContain('the command line replaces provider\n');
  const token = await graphContract(['verify', '--config', 'own.yaml', '--token', 'abc', '--no-live']);
  expect(token.stderr).toContain('the command line replaces token-file\n');
});

test('paths of a configuration are relative to it, and those of the command line are not', async () => {
  mkdirSync(path.join(folder, 'below', 'pack'), { recursive: true });
  write(
    'below/own.yaml',
    'plan: true\nwaivers: open.yaml\npact: [one.json, ../two.json]\noperation: ./pack\n',
  );
  const say = async (...args: string[]) =>
    (await graphContract(['verify', '--config', 'below/own.yaml', ...args])).stderr;
  expect(await say()).toContain('below/pack/openapi.yaml:1: is not there');
  const named = ['--operation', 'temporaryAccessPass'];
  expect(await say(...named)).toContain('--waivers below/open.yaml: there is no such file');
  write('below/open.yaml', 'waivers: []\n');
  expect(await say(...named)).toContain('--pact below/one.json: there is no such file');
  write('below/one.json', '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}');
  expect(await say(...named)).toContain('--pact two.json: there is no such file');
  expect(await say(...named, '--waivers', 'open.yaml')).toContain(
    '--waivers open.yaml: there is no such file',
  );
});

test('a number is taken as it is written', async () => {
  write('own.yaml', 'plan: true\nuser: [007]\nprovider-version: 1.10\n');
  const { stderr } = await graphContract(['verify', '--config', 'own.yaml']);
  expect(stderr).toContain('(own.yaml:3: provider-version)');
});
