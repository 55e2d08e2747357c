import { execFileSync } from 'node:child_process';
import { allChecks } from '../src/checks';
import { COMMANDS } from '../src/cli/commands';
import { OUTCOMES } from '../src/results/report';
import { loadRegister } from '../src/contract/register/register';
import { packageFile } from '../src/contract/package-root';
import { blockBehind, readPage } from './docs/pages';

const readme = readPage('README.md');

test('counts the requirements and the checks as they are', () => {
  expect(readme).toContain(`A register of ${loadRegister().rows.length} requirements`);
  expect(readme).toContain(`and ${allChecks().length} checks`);
});

test('has at most 150 lines', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

test('every command of the command line stands in it', () => {
  const lost = COMMANDS.filter(({ name }) => !new RegExp(`\`${name}[ \`]`).test(readme));
  expect(lost.map(({ name }) => name)).toEqual([]);
});

test('the package carries the pages that it links to', () => {
  const { files } = JSON.parse(readPage('package.json')) as { files: string[] };
  const linked = [...readme.matchAll(/\]\(([\w.-]+)[^)]*\)/g)].map(([, target = '']) => target);
  expect(
    linked.filter((target) => !target.includes(':') && !files.includes(target) && !target.startsWith('http')),
  ).toEqual([]);
});

test('lists the outcomes in their order', () => {
  const listed = [...readPage('docs', 'outcomes.md').matchAll(/^\| `([a-z-]+)` +\|/gm)].map(
    ([, outcome]) => outcome,
  );
  expect(listed).toEqual([...OUTCOMES]);
});

test('shows an example that does what it says', () => {
  const code = blockBehind('example: client', 'docs/library.md').replace(
    "'graph-contract'",
    JSON.stringify(packageFile('dist', 'src', 'index.js')),
  );
  const [, said] = /\/\/ (violates .*)\n/.exec(code) ?? [];
  expect(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }).replace(/\s+/g, ' ').trim()).toBe(
    said,
  );
});
