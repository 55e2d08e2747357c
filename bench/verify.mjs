// How much longer does `verify` take than a bare loop that sends the same requests to the same provider?
//   npm run bench:verify [-- RUNS]
// Both run in this process, one after the other, against the embedded provider in a process of its own,
// so that each is charged for its own work alone. Medians of several runs; the first of each warms up.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import library from '../dist/src/index.js';

const { verify, testToken, READ_SCOPE, WRITE_SCOPE } = library;
const runs = Number(process.argv[2] ?? 7);
const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const out = mkdtempSync(path.join(tmpdir(), 'graph-contract-bench-'));
const tokens = { full: testToken(WRITE_SCOPE), 'read-only': testToken(READ_SCOPE) };

const provider = spawn(process.execPath, [main, 'serve', '--port', '0', '--quiet'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) =>
  provider.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
);

try {
  const options = { provider: url, token: tokens.full, tokenReadOnly: tokens['read-only'], out };
  const { verdict } = await verify(options);
  if (verdict !== 'conforms') throw new Error(`the embedded provider was judged ${verdict}`);
  const requests = recorded();
  await bareLoop(requests);

  const judged = [];
  const bare = [];
  for (let run = 0; run < runs; run += 1) {
    judged.push(await timed(() => verify(options)));
    bare.push(await timed(() => bareLoop(requests)));
  }
  const command = [];
  for (let run = 0; run < runs; run += 1) {
    command.push(await timed(() => spawnSync(process.execPath, [main, 'verify', '--quiet', '--out', out])));
  }
  const ratio = median(judged) / median(bare);
  console.log(`requests                          ${requests.length}`);
  console.log(`verify, in a running process      ${median(judged).toFixed(0)} ms`);
  console.log(`bare loop, the same requests      ${median(bare).toFixed(0)} ms`);
  console.log(`ratio                             ${ratio.toFixed(2)} (aim: 1.50 or less)`);
  console.log(`whole command, embedded provider  ${median(command).toFixed(0)} ms (aim: 2000 or less)`);
  console.log(`medians of ${runs} runs, ${process.version}`);
} finally {
  provider.kill();
  rmSync(out, { recursive: true });
}

/** The requests of the last run as its evidence has them, with the tokens put back. */
function recorded() {
  return readFileSync(path.join(out, 'evidence.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'exchange')
    .map(({ request: { method, url: target, headers, body }, context }) => {
      const token = tokens[context.credentials] ?? tokens.full;
      const sent = headers.map(([name, value]) => [
        name,
        value.replace(/\[secret-\d+, \d+ characters\]/, token),
      ]);
      const payload = body ? Buffer.from(body.data, body.encoding) : undefined;
      return { method, url: target, headers: Object.fromEntries(sent), payload };
    });
}

async function bareLoop(requests) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const { method, url: target, headers, payload } of requests) {
    await new Promise((resolve, reject) => {
      const length = payload ? { 'Content-Length': payload.length } : {};
      const outgoing = request(target, { method, agent, headers: { ...headers, ...length } }, (response) => {
        response.resume();
        response.on('end', resolve);
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }
  agent.destroy();
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
