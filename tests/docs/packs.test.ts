import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KEYWORDS } from '../../src/contract/slice';
import { commandLine, temporaryFolder } from '../cli/support';
import { commandsIn, filesIn, readPage } from './pages';

const page = readPage('docs', 'packs.md');
const folder = temporaryFolder();
const wide = { terminal: { stdout: false, stderr: false, width: 100 } };
const plain = (text: string): string => text.replace(/\d+\.\d s/g, 'TIME');

beforeAll(() => {
  mkdirSync(path.join(folder, 'door'));
  for (const { name, text } of filesIn(page)) writeFileSync(path.join(folder, name), text);
});

test('shows a whole pack, and traffic', () => {
  expect(filesIn(page).map(({ name }) => name)).toEqual([
    'door/openapi.yaml',
    'door/requirements.yaml',
    'traffic.ndjson',
  ]);
  expect(commandsIn(page)).toHaveLength(1);
});

test('the pack of the page judges as the page shows', async () => {
  for (const { args, output } of commandsIn(page)) {
    const ran = await commandLine(folder)(args, wide);
    expect({ stdout: plain(ran.stdout), stderr: ran.stderr }).toEqual({ stdout: plain(output), stderr: '' });
    expect(ran.exitCode).toBe(1);
  }
});

test('the register of the pack can be listed', async () => {
  const { exitCode, stdout } = await commandLine(folder)(['requirements', '--operation', './door'], wide);
  expect(exitCode).toBe(0);
  for (const id of ['REQ-OPEN', 'REQ-HOURS', 'REQ-GUESTS', 'RES-204', 'SEM-MERGE'])
    expect(stdout).toContain(id);
});

test('the faults that the page shows are what is printed', async () => {
  const [, shown = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  const edits: Record<string, [string, string]> = {
    'openapi.yaml': ['x-wider:', 'x-wide:'],
    'requirements.yaml': ['level: MUST', 'level: MAY'],
  };
  const faulty = path.join(folder, 'faulty');
  mkdirSync(faulty);
  for (const { name, text } of filesIn(page).filter((file) => file.name.startsWith('door/'))) {
    const file = path.basename(name);
    const [find = '', put = ''] = edits[file] ?? [];
    writeFileSync(path.join(faulty, file), text.replace(find, put));
  }
  const { exitCode, stderr } = await commandLine(folder)(['requirements', '--operation', './faulty'], wide);
  expect(exitCode).toBe(2);
  expect(stderr.replaceAll(faulty.replaceAll('\\', '/'), './door')).toBe(shown);
});

test('every keyword of schemas has its line', () => {
  for (const keyword of KEYWORDS) expect(page).toContain(`| \`${keyword}\``);
});
