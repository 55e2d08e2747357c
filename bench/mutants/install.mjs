// Installs what the mutants need: a package of its own, so that nobody who installs the project pays for it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { HERE } from './places.mjs';

export function install() {
  const modules = path.join(HERE, 'node_modules/.package-lock.json');
  const lock = path.join(HERE, 'package-lock.json');
  if (existsSync(modules) && statSync(modules).mtimeMs >= statSync(lock).mtimeMs) return;
  const { status } = spawnSync('npm', ['ci', '--no-progress'], { cwd: HERE, stdio: 'inherit' });
  if (status !== 0) throw new Error('bench/mutants could not be installed');
}
