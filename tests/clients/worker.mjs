// A client in its process, as seen from the runner.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Starts a client.
 * @param {string} id
 * @param {{ root: string, token: string, ca?: string }} at the API root, and the file of the certificate to trust
 * @returns {{ send(intent: object): Promise<{ ok: boolean, why?: string }>, end(): Promise<void> }}
 */
export function start(id, at) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('send.mjs', import.meta.url)), id], {
    env: { ...process.env, ...(at.ca && { NODE_EXTRA_CA_CERTS: at.ca }) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const write = (value) => child.stdin.write(`${JSON.stringify(value)}\n`);
  // What it says of its end comes with its exit.
  child.stdin.on('error', () => undefined);
  write(at);
  return {
    async send(intent) {
      write(intent);
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
