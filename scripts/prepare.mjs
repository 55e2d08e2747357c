// Builds dist/ on installation. Without the development dependencies there is no compiler: what to do is said, and the
// installation of the rest goes through.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const CLI = 'dist/src/cli/main.js';

if (canBeFound('typescript')) {
  const { status } = spawnSync('npm run build --silent', { shell: true, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else if (!existsSync(CLI)) {
  console.error(
    `graph-contract: ${CLI} is not built, since TypeScript is a development dependency: run npm ci, and then npm prune --omit=dev`,
  );
}

function canBeFound(name) {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
}
