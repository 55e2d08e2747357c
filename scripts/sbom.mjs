// Writes a CycloneDX list of all that an installation of the package brings, by npm's own: node scripts/sbom.mjs [FILE].
// npm leaves packages out that are for development too, so that it is asked in a folder where nothing is for development.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shippedPackages } from './shipped.mjs';

const root = path.resolve(import.meta.dirname, '..');
const file = path.resolve(process.argv[2] ?? 'sbom.cdx.json');
const folder = mkdtempSync(path.join(tmpdir(), 'sbom-'));
try {
  const { name, version, license, dependencies, overrides, engines } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  // npm takes the name of the package from the folder.
  const place = path.join(folder, name);
  mkdirSync(place);
  const shipped = { name, version, license, dependencies, overrides, engines };
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(shipped));
  for (const each of ['package-lock.json', '.npmrc'])
    if (existsSync(path.join(root, each))) copyFileSync(path.join(root, each), path.join(place, each));
  npm(
    place,
    'install',
    '--package-lock-only',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  );
  const text = npm(
    place,
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--package-lock-only',
  );
  const components = JSON.parse(text).components.map((each) => `${each.name}@${each.version}`);
  const missing = shippedPackages(root).filter(
    (each) => !components.includes(`${each.name}@${each.version}`),
  );
  if (missing.length > 0 || components.length !== shippedPackages(root).length)
    throw new Error(`not what package-lock.json says: ${missing.map((each) => each.name).join(', ')}`);
  writeFileSync(file, text);
  console.log(`${path.relative('', file)}: ${components.length} packages`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function npm(cwd, ...args) {
  return execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 26,
  });
}
