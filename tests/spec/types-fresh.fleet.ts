import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';

/** Whether openapi-typescript makes exactly this file of the slice. */
function isFresh(types: string): boolean {
  const cli = packageFile('node_modules', 'openapi-typescript', 'bin', 'cli.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, packageFile('spec', 'common', 'openapi.yaml'), '-o', types, '--check'],
    { encoding: 'utf8', cwd: packageFile() },
  );
  if (status !== 0 && !`${stdout}${stderr}`.includes('not up-to-date')) throw new Error(stderr);
  return status === 0;
}

test('the types of what slices share are what openapi-typescript makes of it', () => {
  expect(isFresh(packageFile('spec', 'common', 'types.ts'))).toBe(true);
}, 30_000);

test('types that someone has edited are not fresh', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'types-'));
  try {
    const edited = path.join(folder, 'types.ts');
    writeFileSync(
      edited,
      readFileSync(packageFile('spec', 'common', 'types.ts'), 'utf8').replace(
        'code: string',
        'code?: string',
      ),
    );
    expect(isFresh(edited)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
