import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';

test('code that was copied without its package says so, and does not look for it without end', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  try {
    mkdirSync(path.join(folder, 'contract'));
    const copy = path.join(folder, 'contract', 'package-root.js');
    copyFileSync(packageFile('dist', 'src', 'contract', 'package-root.js'), copy);
    const script = `try { require(${JSON.stringify(copy)}).packageFile('spec'); } catch (error) { console.log(error.message); }`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 10_000 })).toMatch(
      /^no package\.json above .*: install the package as a whole\n$/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
