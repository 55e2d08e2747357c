import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  mkdirSync(path.join(clone, 'scripts'));
  copyFileSync(packageFile('scripts', 'prepare.mjs'), path.join(clone, 'scripts', 'prepare.mjs'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const prepare = () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/prepare.mjs'], {
    cwd: clone,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
};

test('an installation without the compiler goes through, and says in one line what is not built', () => {
  const { status, said } = prepare();
  expect(status).toBe(0);
  expect(said).toMatch(/^graph-contract: dist\/src\/cli\/main\.js is not built, .*npm prune --omit=dev\n$/);
});

test('an installation without the compiler keeps what is built, and says nothing', () => {
  mkdirSync(path.join(clone, 'dist', 'src', 'cli'), { recursive: true });
  writeFileSync(path.join(clone, 'dist', 'src', 'cli', 'main.js'), '');
  expect(prepare()).toEqual({ status: 0, said: '' });
});

test('an installation with the compiler builds, and fails where that does', () => {
  const compiler = path.join(clone, 'node_modules', 'typescript');
  mkdirSync(compiler, { recursive: true });
  writeFileSync(path.join(compiler, 'package.json'), '{"name":"typescript"}');
  const withBuild = (build: string): void =>
    writeFileSync(path.join(clone, 'package.json'), JSON.stringify({ scripts: { build } }));
  withBuild('node -e "process.stdout.write(\'built\')"');
  expect(prepare()).toEqual({ status: 0, said: 'built' });
  withBuild('node -e "process.exit(4)"');
  expect(prepare().status).not.toBe(0);
});
