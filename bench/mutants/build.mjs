// Builds the mutated sources in the working folder: what `npm run build` does, but for the bundle, which is not started.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './places.mjs';

for (const args of [
  [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  ['scripts/packs.mjs'],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
