// A client in its process, as seen from the runner.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from './clients.mjs';
import { bodyOf, pathOf } from './intents.mjs';

/**
 * Starts a client in a process of its own. Lines of JSON go in, and one comes out for each intent.
 * @param {string} id
 * @param {{ root: string, token: string, ca?: string }} at the API root, and the file of the certificate to trust
 * @returns {{ send(intent: object): Promise<{ ok: boolean, why?: string, value?: unknown }>, end(): Promise<void> }}
 */
export function start(id, at) {
  const { toolchain } = CLIENTS.find((client) => client.id === id);
  const [command, args] = toolchain?.command() ?? [
    process.execPath,
    [fileURLToPath(new URL('send.mjs', import.meta.url)), id],
  ];
  const child = spawn(command, args, { env: environment(at.ca), stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // One that does not start is told where its answer is waited for.
  exited.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const write = (value) => child.stdin.write(`${JSON.stringify(value)}\n`);
  // What it says of its end comes with its exit.
  child.stdin.on('error', () => undefined);
  write(at);
  return {
    async send(intent) {
      write({ ...intent, path: pathOf(intent), body: bodyOf(intent) });
      const { value, done } = await lines.next();
      if (done) throw new Error(`${id} ended with ${await exited} before it had answered`);
      return JSON.parse(value);
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}

/**
 * What a client is started with: the certificate, by every name that one of them reads it from at its start, and
 * no way out: whatever is asked of another host than this machine goes to a port where nothing listens.
 */
function environment(ca) {
  const nowhere = 'http://127.0.0.1:9';
  const kept = Object.entries(process.env).filter(([name]) => !/^(https?|all|no)_proxy$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    ...{ HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: '127.0.0.1,localhost' },
    ...{ http_proxy: nowhere, https_proxy: nowhere, no_proxy: '127.0.0.1,localhost' },
    ...(ca && { NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca, REQUESTS_CA_BUNDLE: ca }),
  };
}
