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
  ['a list', '- plan\n', /^list\.yaml: must be a map of settings\n$/],
  ['a switch that is a text', 'plan: "yes"\n', /^list\.yaml: plan: must be true or false\n$/],
  [
    'a setting that is a map',
    'only: {a: 1}\n',
    /^list\.yaml: only: must be a text, a number or a list of them\n$/,
  ],
  [
    'a file that names a file',
    'config: other.yaml\n',
    /^list\.yaml: config: there is no such setting for verify\n$/,
  ],
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
