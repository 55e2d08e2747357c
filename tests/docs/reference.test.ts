import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { packageFile } from '../../src/contract/package-root';
import { FILE_NAMES } from '../../src/reports/formats';
import { readPage } from './pages';

const reference = readPage('docs', 'reference.md');

test('has the commands and the options as the command line has them', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/reference.mjs', '--check'], {
    cwd: packageFile('.'),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('has a heading for each command, and a line for each file of a report', () => {
  for (const { name } of COMMANDS) expect(reference).toContain(`\n### \`${name}\`\n`);
  for (const name of Object.values(FILE_NAMES)) expect(reference).toContain(`\n| \`${name}\``);
});

test('the index of the pages leads to each of them', () => {
  const index = readPage('docs', 'index.md');
  const pages = readdirSync(packageFile('docs')).filter(
    (name) => name.endsWith('.md') && name !== 'index.md',
  );
  expect(pages.filter((name) => !index.includes(`(${path.basename(name)})`))).toEqual([]);
});
