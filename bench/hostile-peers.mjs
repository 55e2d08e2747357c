// What do hostile peers cost? Providers and clients that send without end, or a byte at a time, before the commands that
// speak to them: peak memory and exit code, beside the limit of 300 MB. Ends with 1 where it is passed, or where a command
// does not end.
//   npm run bench:hostile-peers [-- KIND...]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const MOST = 300;
/** How long a peer goes on, and how long a command may take then, in milliseconds. */
const ATTACK = 6_000;
const PATIENCE = 90_000;

const folder = mkdtempSync(path.join(tmpdir(), 'bench-peers-'));
const POLICY =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';

/** Sends pieces as fast as the other side takes them, until it goes. */
async function flood(socket, piece, ms, oneByOne = false) {
  const end = Date.now() + ms;
  socket.setNoDelay(true);
  while (!socket.destroyed && Date.now() < end) {
    // Whoever takes no more for now is waited for, as long as there is time.
    if (!socket.write(piece)) await Promise.race([drained(socket), sleep(end - Date.now())]);
    if (oneByOne) await new Promise((resolve) => setImmediate(resolve));
  }
}

const drained = (socket) =>
  new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });

/** A provider that answers each request in its way; undefined for one that is silent. */
async function providing(answer) {
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let done = false;
    socket.on('data', () => {
      if (done || !answer) return;
      done = true;
      void answer(socket);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${server.address().port}/v1.0`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const PROVIDERS = {
  'a body a byte at a time': async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n');
    await flood(socket, 'a', ATTACK, true);
  },
  'headers without end': async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    await flood(socket, 'X-A: b\r\n', ATTACK);
  },
  'a body without end': async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    await flood(socket, `10000\r\n${'a'.repeat(0x10000)}\r\n`, ATTACK);
  },
  'interim answers without end': (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', ATTACK),
  'bytes behind a 204': async (socket) => {
    socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    await flood(socket, 'a'.repeat(65536), ATTACK);
  },
};

const GET = `GET ${POLICY} HTTP/1.1\r\nHost: x\r\n\r\n`;
const CLIENTS = {
  'five thousand connections': async (socket) => {
    if (socket.connecting) await once(socket, 'connect');
    const sockets = [];
    for (let at = 0; at < 5000; at += 1) {
      const each = connect(socket.remotePort, '127.0.0.1', () => each.write(GET));
      each.on('error', () => undefined);
      sockets.push(each);
      if (at % 100 === 99) await sleep(10);
    }
    await sleep(ATTACK);
    const lost = sockets.filter((each) => each.destroyed).length;
    if (lost > 0) console.log(`${lost} of 5000 connections were lost`);
    for (const each of sockets) each.destroy();
  },
  'pipelined requests': (socket) => flood(socket, GET.repeat(1000), ATTACK),
  'a body a byte at a time': async (socket) => {
    socket.write(
      `PATCH ${POLICY} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n`,
    );
    await flood(socket, 'a', ATTACK, true);
  },
  'headers without end': async (socket) => {
    socket.write(`GET ${POLICY} HTTP/1.1\r\n`);
    await flood(socket, 'X-A: b\r\n', ATTACK);
  },
  'a body without end': async (socket) => {
    socket.write(`PATCH ${POLICY} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await flood(socket, `10000\r\n${'a'.repeat(0x10000)}\r\n`, ATTACK);
  },
};

/** Starts a command, which writes its peak down when it ends. */
function started(args) {
  const peakFile = path.join(folder, 'peak');
  rmSync(peakFile, { force: true });
  const note = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peakFile)},String(process.resourceUsage().maxRSS)))`;
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(note)}`, CLI, ...args],
    {
      cwd: folder,
      env: { ...process.env, GRAPH_TOKEN: 'token-of-the-bench-0123456789' },
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  const ended = new Promise((resolve) =>
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      let megabytes = NaN;
      try {
        megabytes = Number(readFileSync(peakFile, 'utf8')) / 1024;
      } catch {
        // It was ended from outside.
      }
      resolve({ exit: code ?? signal, megabytes, trace: /\n\s+at .+:\d+:\d+/.test(said) });
    }),
  );
  return { child, ended, said: () => said };
}

async function beforeProvider(answer) {
  const provider = await providing(answer);
  try {
    return await started([
      'verify',
      '--provider',
      provider.root,
      '--only',
      'RES-EMPTY',
      '--timeout',
      '3000',
      '--quiet',
    ]).ended;
  } finally {
    provider.close();
  }
}

async function behindClient(attack) {
  const silent = await providing(undefined);
  const { child, ended, said } = started(['proxy', '--target', silent.root, '--port', '0']);
  try {
    let port;
    for (let waited = 0; port === undefined && waited < 20_000; waited += 100) {
      await sleep(100);
      port = [...said().matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)]
        .map(([, each]) => each)
        .find((each) => !silent.root.includes(each));
    }
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    await attack(socket);
    socket.destroy();
    child.kill('SIGINT');
    return await ended;
  } finally {
    silent.close();
  }
}

const wanted = process.argv.slice(2);
const isWanted = (kind) => wanted.length === 0 || wanted.some((word) => kind.includes(word));
let over = 0;
const tell = (who, kind, { exit, megabytes, trace }) => {
  const isOver = !(megabytes <= MOST) || trace || ![0, 1, 2, 3].includes(exit);
  if (isOver) over += 1;
  console.log(
    `${who.padEnd(20)}${kind.padEnd(34)}${megabytes.toFixed(0).padStart(5)} MB  ${exit}${trace ? '  with a stack trace' : ''}${isOver ? '  OVER' : ''}`,
  );
};
try {
  for (const [kind, answer] of Object.entries(PROVIDERS).filter(([kind]) => isWanted(kind)))
    tell('verify, provider', kind, await beforeProvider(answer));
  for (const [kind, attack] of Object.entries(CLIENTS).filter(([kind]) => isWanted(kind)))
    tell('proxy, client', kind, await behindClient(attack));
  console.log(`${over} over ${MOST} MB, or with no documented exit code`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = over > 0 ? 1 : 0;
