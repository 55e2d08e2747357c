// Makes tests/recorders/fixtures/mitmproxy.har with mitmproxy (Debian's package, 8.1.1) before the embedded
// provider: node tests/recorders/record-mitmproxy.mjs, after `npm run build`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';

const here = path.dirname(fileURLToPath(import.meta.url));
const fixture = (name) => path.join(here, 'fixtures', name);
const { startProvider, testToken, WRITE_SCOPE } = createRequire(import.meta.url)('../../dist/src/index.js');
/** Its place in Debian's package; mitmproxy 10.1 and later have it built in. */
const SCRIPT = '/usr/share/doc/mitmproxy/examples/contrib/har_dump.py';
const PATH =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

const provider = await startProvider();
const port = await freePort();
const har = fixture('mitmproxy.har');
const mitmdump = spawn('mitmdump', [
  ...['--mode', `reverse:${new URL(provider.url).origin}`, '--listen-host', '127.0.0.1', '-p', String(port)],
  ...['-q', '-s', SCRIPT, '--set', `hardump=${har}`],
]);
const ended = once(mitmdump, 'exit');
try {
  await listening(port);
  const send = (method, body) =>
    fetch(`http://127.0.0.1:${port}${PATH}`, {
      method,
      headers: { Authorization: `Bearer ${testToken(WRITE_SCOPE)}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  await send('PATCH', { '@odata.type': TYPE, isUsableOnce: true });
  await send('GET');
  await send('PATCH', { isUsableOnce: true });
  await fetch(`http://127.0.0.1:${port}/v1.0/me`);
} finally {
  mitmdump.kill('SIGINT');
  await ended;
  await provider.close();
}
// A token for tests is none that anybody has a use for, but a scanner of secrets does not know.
writeFileSync(har, readFileSync(har, 'utf8').replaceAll(testToken(WRITE_SCOPE), 'an-example-and-no-token'));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function listening(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(200);
  }
  throw new Error('mitmdump does not listen');
}
