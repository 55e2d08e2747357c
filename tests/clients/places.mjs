// Where things are, and what is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url));
export const ROOT = path.resolve(HERE, '..', '..');
export const at = (...parts) => path.join(ROOT, ...parts);
/** The command line; it has to be built. */
export const CLI = at('dist', 'src', 'cli', 'main.js');
export const REPORTS = at('reports', 'clients');
export const PROVIDER = 'microsoft-graph-tap-policy';
/** Where the Pact of a client and a provider is; those of the default operation are beside the reference consumer's. */
export const pactOf = ({ consumer }, provider = PROVIDER) =>
  at('contracts', ...(provider === PROVIDER ? [] : ['clients']), `${consumer}-${provider}.json`);

/** Installs the clients of this folder's own lockfile, if they are not there as it has them. */
export function install() {
  const { packages } = JSON.parse(readFileSync(path.join(HERE, 'package-lock.json'), 'utf8'));
  const stale = Object.entries(packages).some(
    ([name, { version }]) => name.startsWith('node_modules/') && installed(path.join(HERE, name)) !== version,
  );
  if (!stale) return;
  const { status, error } = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: HERE,
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 'inherit'],
  });
  if (status !== 0)
    throw new Error(`npm ci in tests/clients/ failed: ${error?.message ?? `it ended with ${status}`}`);
}

/** The version in a package's folder; undefined where there is none. */
function installed(folder) {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

/** What a client is called where its version matters. */
export function labelOf({ id, package: name, toolchain }) {
  if (!name) return id;
  if (toolchain) return `${name} ${toolchain.version()}`;
  const folder = [path.join(HERE, 'node_modules', name), at('node_modules', name)].find(existsSync);
  return `${name} ${installed(folder)}`;
}
