// How much memory does `verify` take, whatever a provider sends? Each provider below is met by a process of its own;
// the peak of its resident memory is printed beside that of a run on the embedded provider, and beside the limit.
//   npm run bench:memory
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT = 150;
const folder = mkdtempSync(path.join(tmpdir(), 'graph-contract-memory-'));
const cli = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const peak = path.join(folder, 'peak');
const preload = path.join(folder, 'peak.mjs');
writeFileSync(
  preload,
  `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`,
);

const MEGABYTE = 'a'.repeat(2 ** 20);
const json = (body) =>
  `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const policy = JSON.stringify({
  '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
  id: 'TemporaryAccessPass',
  state: 'enabled',
  padding: 'a'.repeat(4 * 2 ** 20),
});
const bomb = gzipSync(Buffer.alloc(256 * 2 ** 20));

/** What a provider does with each request: writes what it returns, or goes on by itself. */
const PROVIDERS = {
  'bodies without an end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(`100000\r\n${MEGABYTE}\r\n`));
    };
    socket.on('drain', more);
    more();
  },
  'heads without an end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(`X-Flood-${Math.random()}: ${'a'.repeat(4096)}\r\n`));
    };
    socket.on('drain', more);
    more();
  },
  'a gzip bomb of 256 MB': (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`,
    );
    socket.write(bomb);
  },
  'policies of 4 MB, refusals of 4 MB': (socket, request) => {
    socket.write(
      request.startsWith('GET')
        ? `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${policy.length}\r\n\r\n${policy}`
        : json(JSON.stringify({ error: { code: 'x', message: 'a'.repeat(4 * 2 ** 20) } })),
    );
  },
  'refusals of 0.9 MB': (socket, request) => {
    if (request.startsWith('GET')) socket.write(json('{}').replace('400 Bad Request', '200 OK'));
    else socket.write(json(JSON.stringify({ error: { code: 'x', message: 'é'.repeat(450_000) } })));
  },
  'bytes behind every 204, without an end': (socket, request) => {
    if (request.startsWith('GET'))
      return socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`);
    socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(MEGABYTE));
    };
    socket.on('drain', more);
    more();
  },
  'one byte at a time': (socket) => {
    const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('H')), 50);
  },
};

console.log(`${process.version}, peak memory of one run each; the limit is ${LIMIT} MB`);
try {
  tell('the embedded provider', await measured([]));
  for (const [name, answer] of Object.entries(PROVIDERS)) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        const text = bytes.toString('latin1');
        if (/^(GET|PATCH|DELETE|POST|PUT) /.test(text)) answer(socket, text);
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    tell(
      name,
      await measured([
        '--provider',
        `http://127.0.0.1:${server.address().port}/v1.0`,
        '--timeout',
        '1500',
        '--settle',
        '100',
      ]),
    );
    server.close();
    server.unref();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

/** @returns exit code, seconds and the peak in MB */
async function measured(args) {
  const started = performance.now();
  const exitCode = await new Promise((resolve) => {
    execFile(
      process.execPath,
      [
        '--import',
        pathToFileURL(preload).href,
        cli,
        'verify',
        ...args,
        '--out',
        path.join(folder, 'out'),
        '--quiet',
      ],
      { env: { ...process.env, PEAK_FILE: peak, GITHUB_SHA: '0' }, maxBuffer: 2 ** 26 },
      (error) => resolve(error?.code ?? 0),
    );
  });
  return {
    exitCode,
    seconds: (performance.now() - started) / 1000,
    megabytes: Number(readFileSync(peak, 'utf8')) / 1024,
  };
}

function tell(name, { exitCode, seconds, megabytes }) {
  const share = `${(megabytes / LIMIT).toFixed(2)} of the limit`;
  console.log(
    `  ${name.padEnd(40)} ${megabytes.toFixed(0).padStart(4)} MB, ${share}; exit ${exitCode}, ${seconds.toFixed(1)} s`,
  );
}
