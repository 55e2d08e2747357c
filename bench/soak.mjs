// Does the proxy keep its memory, and all that it is sent, for as long as it runs?
//   npm run bench:soak [-- --minutes 30] [--connections 16]
// Clients send one update after the other through `graph-contract proxy` at full rate. Each minute prints the requests
// that were answered and the resident memory of the proxy. Ctrl-C ends it early. Ends with 1 where the report has not
// judged each request that was answered, or where the last quarter has a tenth more memory than the second one.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    connections: { type: 'string', default: '16' },
  },
});
const minutes = Number(values.minutes);
const connections = Number(values.connections);
if (!(minutes > 0 && connections > 0)) throw new Error('--minutes and --connections take a number above 0');
/** How often the memory is looked at, in milliseconds: each minute, and at least eight times. */
const EVERY = Math.min(60_000, (minutes * 60_000) / 8);
const GROWTH = 1.1;

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const PATHNAME =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const ANSWER =
  'HTTP/1.1 204 No Content\r\nrequest-id: 0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90\r\nclient-request-id: 6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52\r\n\r\n';

/** A request with a token, an id and a value of its own, since what is always the same costs the proxy less. */
function requestOf(count) {
  const body = JSON.stringify({ '@odata.type': TYPE, defaultLength: 8 + (count % 41) });
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  return `PATCH ${PATHNAME} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test~Policy.ReadWrite.AuthenticationMethod~${count % 5000}\r\nContent-Type: application/json\r\nclient-request-id: ${id}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

let sent = 0;
let answered = 0;
let isOver = false;

/** Sends one request after the other until the time is over. */
const clientOf = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    const send = () => socket.write(requestOf((sent += 1)));
    socket.once('connect', send);
    socket.on('error', reject);
    socket.on('close', () => (isOver ? resolve() : reject(new Error('the proxy closed a connection'))));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      if (!text.startsWith('HTTP/1.1 204')) reject(new Error(`the proxy answered ${text.slice(0, 200)}`));
      text = '';
      answered += 1;
      if (isOver) socket.end();
      else send();
    });
  });

/** Resident memory of a process in MB, as its system has it. */
function memoryOf(pid) {
  const [command, args] =
    process.platform === 'win32'
      ? ['powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).WorkingSet64 / 1KB`]]
      : ['ps', ['-o', 'rss=', '-p', String(pid)]];
  return Number(spawnSync(command, args, { encoding: 'utf8' }).stdout) / 1024;
}

const out = mkdtempSync(path.join(tmpdir(), 'graph-contract-soak-'));
// A request of this benchmark is one packet.
const target = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => chunk.at(-1) === 0x7d && socket.write(ANSWER));
});
await new Promise((resolve) => target.listen(0, '127.0.0.1', resolve));
const proxy = spawn(
  process.execPath,
  [
    CLI,
    'proxy',
    '--target',
    `http://127.0.0.1:${target.address().port}/v1.0`,
    '--port',
    '0',
    '--quiet',
    '--out',
    out,
  ],
  { stdio: ['ignore', 'pipe', 'inherit'], cwd: out },
);
try {
  const ended = new Promise((resolve) => proxy.once('exit', resolve));
  const url = await new Promise((resolve) =>
    proxy.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  console.log(`${minutes} minutes, ${connections} connections, ${process.version}`);
  const start = Date.now();
  const memory = [];
  const looking = setInterval(() => {
    if (isOver) return;
    memory.push(memoryOf(proxy.pid));
    const elapsed = (Date.now() - start) / 60_000;
    console.log(
      `${elapsed.toFixed(1).padStart(6)} min  ${String(answered).padStart(9)} answered  ${memory.at(-1).toFixed(0).padStart(5)} MB`,
    );
  }, EVERY);
  const timer = setTimeout(() => (isOver = true), minutes * 60_000);
  process.once('SIGINT', () => (isOver = true));
  await Promise.all(Array.from({ length: connections }, () => clientOf(Number(new URL(url).port))));
  clearInterval(looking);
  clearTimeout(timer);
  const seconds = (Date.now() - start) / 1000;
  proxy.kill('SIGINT');
  await ended;
  const { inputs } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8'));
  const [{ read, judged }] = inputs;
  const peakOf = (from, to) => Math.max(...memory.slice(from * memory.length, to * memory.length));
  const [before, after] = [peakOf(0.25, 0.5), peakOf(0.75, 1)];
  console.log(
    `${sent} sent, ${answered} answered, ${read} read, ${judged} judged; ${(answered / seconds).toFixed(0)} a second`,
  );
  console.log(`memory ${before.toFixed(0)} MB in the second quarter, ${after.toFixed(0)} MB in the last one`);
  const isLost = sent !== answered || read !== answered || judged !== answered;
  if (isLost) console.log('NOT ALL OF IT IS JUDGED');
  if (after > before * GROWTH) console.log('THE MEMORY GROWS');
  process.exitCode = isLost || after > before * GROWTH ? 1 : 0;
} finally {
  proxy.kill();
  target.close();
  rmSync(out, { recursive: true, force: true });
}
