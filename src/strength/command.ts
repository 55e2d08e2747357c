import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a command may take until it prints its URL, in milliseconds. */
const LONGEST_START = 30_000;

/**
 * Starts a provider of the user's: a command whose first line that is a URL says where it listens.
 * @throws Error that says why there is none
 */
export async function startCommand({
  command: [file = '', ...args],
  cwd,
}: {
  command: string[];
  cwd: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${file} printed no URL within ${LONGEST_START / 1000} s`)),
      LONGEST_START,
    );
    child.once('error', (error) => reject(new Error(`${file} cannot be started: ${error.message}`)));
    child.once('exit', (code) =>
      reject(new Error(`${file} ended (${code ?? 'killed'}) before it printed a URL`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /https?:\/\/\S+/.exec(line) ?? [];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  }).catch((error: unknown) => {
    child.kill();
    throw error;
  });
  return {
    url,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
