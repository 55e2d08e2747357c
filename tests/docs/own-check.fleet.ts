import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import { commandLine, temporaryFolder } from '../cli/support';
import { commandsIn, filesIn, readPage } from './pages';

const page = readPage('docs', 'write-your-own-check.md');
const folder = temporaryFolder();
const wide = { terminal: { stdout: false, stderr: false, width: 100 } };
const plain = (text: string): string =>
  text
    .replace(/\d+\.\d s/g, 'TIME')
    .replace(/contract \d{4}-\d\d-\d\d/, 'contract REVISION')
    .replace(/\d+ left out/, 'OTHERS left out');

beforeAll(() => {
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(packageFile('.'), path.join(folder, 'node_modules', 'graph-contract'), 'junction');
  for (const { name, text } of filesIn(page)) writeFileSync(path.join(folder, name), text);
});

test('shows all the files that it names', () => {
  expect(filesIn(page).map(({ name }) => name)).toEqual([
    'overlay.yaml',
    'contoso-checks.cjs',
    'traffic.ndjson',
    'waivers.yaml',
  ]);
  expect(commandsIn(page)).toHaveLength(3);
});

test.each(commandsIn(page).map(({ args, output }) => [args.join(' '), args, output] as const))(
  'prints what the page shows: %s',
  async (_command, args, output) => {
    const ran = await commandLine(folder)(args, wide);
    expect({ stdout: plain(ran.stdout), stderr: ran.stderr }).toEqual({ stdout: plain(output), stderr: '' });
    const [, exit = '0'] = /\(exit (\d)\)/.exec(output) ?? [];
    expect(ran.exitCode).toBe(Number(exit));
  },
);

test('is judged beside the rows of the register, and by verify too', async () => {
  const all = await commandLine(folder)(
    ['check', 'traffic.ndjson', '--overlay', 'overlay.yaml', '--quiet'],
    wide,
  );
  expect(all.stdout).toContain('[request/contoso-once]  isUsableOnce must be true, got false');
  const embedded = await commandLine(folder)(['verify', '--overlay', 'overlay.yaml', '--quiet'], wide);
  expect(embedded).toMatchObject({ exitCode: 0, stderr: '' });
});
