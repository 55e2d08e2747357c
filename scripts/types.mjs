// Makes the types of every operation's slice, and of what they share, with openapi-typescript; --check says whether they are fresh.
//   node scripts/types.mjs [--check]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = createRequire(import.meta.url).resolve('openapi-typescript/package.json');
const cli = path.join(path.dirname(manifest), 'bin', 'cli.js');
const folders = [
  'spec/common',
  ...readdirSync(path.join(root, 'spec', 'operations')).map((name) => `spec/operations/${name}`),
];

for (const folder of folders) {
  const made = [`${folder}/openapi.yaml`, '-o', `${folder}/types.ts`, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, [cli, ...made], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
