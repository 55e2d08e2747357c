// What does a command cost beside Node itself?
//   npm run bench:start
// The CPU time, user and system, of each command as a child process, beside `node -e 0` in the same run: medians of
// several runs in turn, so that a slow machine slows all of them. What counts is what process.cpuUsage of the child
// says as it exits, which is the same on every system.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 9;
const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-bench-'));
const PACKAGE = new URL('../package.json', import.meta.url);
/** What people run. */
const { bin } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
const main = fileURLToPath(new URL(bin['graph-contract'], PACKAGE));
const line = path.join(folder, 'one.ndjson');
const probe = path.join(folder, 'probe.cjs');

const URL_OF_POLICY =
  'https://graph.microsoft.com/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const update = {
  request: {
    method: 'PATCH',
    url: URL_OF_POLICY,
    headers: { 'Content-Type': 'application/json' },
    body: { '@odata.type': TYPE, isUsableOnce: true },
  },
  response: { status: 204, headers: {}, body: null },
};

const ways = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: '--help', args: [main, '--help'], aim: 1.8 },
  { name: 'check of one line', args: [main, 'check', '--quiet', '--out', folder, line], aim: 3.5 },
  { name: 'verify, embedded provider', args: [main, 'verify', '--quiet', '--out', folder], aim: 12 },
].map((way) => ({ ...way, times: [] }));

try {
  writeFileSync(line, `${JSON.stringify(update)}\n`);
  writeFileSync(
    probe,
    `process.on('exit', () => {
       const { user, system } = process.cpuUsage();
       require('fs').writeSync(3, String(user + system));
     });`,
  );
  for (let run = 0; run < RUNS; run += 1) for (const way of ways) way.times.push(cpuTimeOf(way));
  const bare = median(ways[0].times);
  for (const { name, times, aim } of ways) {
    const ratio = (median(times) / bare).toFixed(2).padStart(6);
    const asked = aim === undefined ? '' : ` (aim: ${aim} or less)`;
    console.log(`${name.padEnd(26)} ${(median(times) / 1000).toFixed(0).padStart(6)} ms  ${ratio}${asked}`);
  }
  console.log(`medians of ${RUNS} runs, ${process.version}`);
} finally {
  rmSync(folder, { recursive: true });
}

/** In microseconds. */
function cpuTimeOf({ name, args }) {
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return Number(output[3]);
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
