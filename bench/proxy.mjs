// What does the proxy cost?
//   npm run bench:proxy [-- ROUNDS [SECONDS]]
// The same requests go straight to a target, through the proxy's own forwarding with nobody judging, through
// `graph-contract proxy`, and through Prism's proxy, each a process of its own, in turn, ROUNDS times. The
// target answers every request with the same 204 and does nothing else, so that what is measured is what
// stands before it. Latencies are of one connection, throughput of 16; medians of the rounds.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const ANSWER = Buffer.from(
  [
    'HTTP/1.1 204 No Content',
    'request-id: 0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90',
    'client-request-id: 6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52',
    '\r\n',
  ].join('\r\n'),
  'latin1',
);
const CONNECTIONS = 16;
const PATHNAME =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const BODY = JSON.stringify({
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  isUsableOnce: true,
});
const project = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const [, self, role, target] = process.argv;
if (role === 'target') serveTarget();
else if (role === 'bare') await serveBare(target);
else await compare(Number(role ?? 9), Number(target ?? 1));

/** Answers every request at once; a request of this benchmark is one packet. */
function serveTarget() {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (chunk.includes(BODY.slice(-12))) socket.write(ANSWER);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/v1.0`));
}

/** The proxy's forwarding with nobody behind it. */
async function serveBare(url) {
  const { startProxy } = await import('../dist/src/proxy/forward.js');
  const { origin } = await startProxy({
    target: new URL(new URL(url).origin),
    port: 0,
    timeout: 10_000,
    onPassage: () => undefined,
    onRefused: () => undefined,
  });
  console.log(`${origin}/v1.0`);
}

async function compare(rounds, seconds) {
  const out = mkdtempSync(path.join(tmpdir(), 'graph-contract-bench-'));
  const children = [];
  const start = async (args) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: out });
    children.push(child);
    return { child, url: await firstUrl(child) };
  };
  try {
    const { url: direct } = await start([self, 'target']);
    const ways = { direct, forwarding: (await start([self, 'bare', direct])).url };
    const main = project('dist/src/cli/main.js');
    const proxy = await start([main, 'proxy', '--target', direct, '--port', '0', '--quiet', '--out', out]);
    ways.proxy = proxy.url;
    const prism = project('bench/peers/node_modules/@stoplight/prism-cli/dist/index.js');
    if (existsSync(prism)) {
      const port = await freePort();
      const args = [
        prism,
        'proxy',
        '--port',
        String(port),
        project('spec/operations/temporaryAccessPass/openapi.yaml'),
        direct,
      ];
      const child = spawn(process.execPath, args, { stdio: 'ignore', cwd: out });
      children.push(child);
      ways.prism = `http://127.0.0.1:${port}`;
      await answering(ways.prism);
    } else {
      console.log('PRISM IS NOT COMPARED: bench/peers/node_modules is missing (npm ci --prefix bench/peers)');
    }

    const results = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (const url of Object.values(ways)) await load(url, CONNECTIONS, 1);
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, url] of Object.entries(ways)) {
        const alone = await load(url, 1, seconds);
        const together = await load(url, CONNECTIONS, seconds);
        results[way].push({ p50: alone.p50, p99: alone.p99, rate: together.rate });
      }
    }
    proxy.child.kill('SIGINT');
    await new Promise((resolve) => proxy.child.once('exit', resolve));
    const { verdict, inputs } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8'));
    print(results, { rounds, seconds, verdict, inputs });
  } finally {
    for (const child of children) child.kill();
    rmSync(out, { recursive: true, force: true });
  }
}

function print(results, { rounds, seconds, verdict, inputs }) {
  const of = (way, name) => median(results[way].map((result) => result[name]));
  console.log('through       p50 ms  p99 ms  added p50  added p99  requests a second');
  for (const way of Object.keys(results)) {
    const cells = [
      ...['p50', 'p99'].map((name) => of(way, name).toFixed(3).padStart(6)),
      ...['p50', 'p99'].map((name) => (of(way, name) - of('direct', name)).toFixed(3).padStart(9)),
      of(way, 'rate').toFixed(0).padStart(17),
    ];
    console.log(`${way.padEnd(12)}  ${cells.join('  ')}`);
  }
  const share = (name) => (of('proxy', name) / of('forwarding', name) - 1) * 100;
  console.log(`\nproxy beside forwarding alone (aim: within 15 %)`);
  for (const name of ['p50', 'p99', 'rate']) console.log(`  ${name.padEnd(4)}  ${share(name).toFixed(1)} %`);
  if (results.prism)
    console.log(
      `proxy beside Prism  ${(of('proxy', 'rate') / of('prism', 'rate')).toFixed(1)} times its throughput (aim: 3)`,
    );
  const [{ read, judged }] = inputs;
  console.log(`the proxy judged ${judged} of ${read} exchanges: ${verdict}`);
  console.log(`medians of ${rounds} rounds of ${seconds} s, ${process.version}, ${cpus().length} processors`);
}

/** Sends one request after the other on each connection. */
async function load(url, connections, seconds) {
  const { hostname, port } = new URL(url);
  const pathname = url.endsWith('/v1.0') ? PATHNAME : PATHNAME.slice('/v1.0'.length);
  const request = Buffer.from(
    [
      `PATCH ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Authorization: Bearer test~Policy.ReadWrite.AuthenticationMethod',
      'Content-Type: application/json',
      'Accept: application/json',
      'client-request-id: 6f1a6d5e-0d3c-4a53-9f57-3d2f1f6f0b52',
      `Content-Length: ${Buffer.byteLength(BODY)}`,
      '',
      BODY,
    ].join('\r\n'),
    'latin1',
  );
  const times = [];
  const until = performance.now() + seconds * 1000;
  const start = performance.now();
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise((resolve, reject) => {
          const socket = connect({ host: hostname, port: Number(port), noDelay: true });
          let sentAt = 0;
          let text = '';
          const send = () => {
            sentAt = performance.now();
            socket.write(request);
          };
          socket.once('connect', send);
          socket.on('error', reject);
          socket.on('close', () => reject(new Error(`${url} closed the connection`)));
          socket.on('data', (chunk) => {
            text += chunk.toString('latin1');
            if (!text.includes('\r\n\r\n')) return;
            if (!text.startsWith('HTTP/1.1 204')) reject(new Error(`${url} answered ${text.slice(0, 300)}`));
            text = '';
            const now = performance.now();
            times.push(now - sentAt);
            if (now < until) return send();
            socket.removeAllListeners('close');
            socket.destroy();
            resolve();
          });
        }),
    ),
  );
  const elapsed = (performance.now() - start) / 1000;
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50: at(0.5), p99: at(0.99), rate: times.length / elapsed };
}

function firstUrl(child) {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    child.stdout.once('data', (chunk) => resolve(String(chunk).split('\n')[0].trim()));
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until a proxy has passed a first request on: that it listens does not say that it is ready. */
async function answering(url) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const passed = await load(url, 1, 0).catch(() => undefined);
    if (passed) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} passes nothing on`);
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
