// Changes sound inputs by chance, and has the commands read them, for as long as is asked.
//   npm run fuzz [-- SECONDS [SEED]]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
console.log(`${seconds} s from seed ${seed}`);
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  [jest, '--config', 'jest.fleet.config.js', 'tests/bounds/hostile/fuzz.fleet.ts'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, FUZZ_SECONDS: seconds, FUZZ_SEED: seed },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
