// Writes the Pact files of contracts/ anew: runs the consumer's tests, and has the last of them store what the
// others have written instead of comparing it.
//   node scripts/contracts.mjs
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, 'tests/consumer'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, UPDATE_CONTRACTS: '1', PACT_DO_NOT_TRACK: 'true' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
