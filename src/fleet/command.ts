import { trimmedEnd } from '../bounds/trim';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Time limit until a command prints its URL, in milliseconds. */
const LONGEST_START = 30_000;
/** Time limit for a command to end when asked to, in milliseconds. */
const LONGEST_END = 2000;
/** Parts of an output line that do not belong to the URL: colours, and punctuation. */
const COLOURS = /\u001b\[[\d;]*m/g;
const PUNCTUATION = `.,;:!?)]}>'"`;

/**
 * Starts a provider of the user's. The first URL that the command prints is the provider's address.
 * @throws Error if the command prints no URL
 */
export async function startCommand({
  command: [file = '', ...args],
  cwd,
}: {
  command: string[];
  cwd: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  // A process group of its own, so that the processes of a shell or of npm end with it.
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let timer: NodeJS.Timeout | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${file} printed no URL within ${LONGEST_START / 1000} s`)),
      LONGEST_START,
    );
    child.once('error', (error) => reject(new Error(`${file} cannot be started: ${error.message}`)));
    child.once('exit', (code) =>
      reject(new Error(`${file} ended (${code ?? 'killed'}) before it printed a URL`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /https?:\/\/\S+/.exec(line.replace(COLOURS, '')) ?? [];
      if (found !== undefined) resolve(trimmedEnd(found, PUNCTUATION));
    });
  })
    .catch(async (error: unknown) => {
      await end(child, ended);
      throw error;
    })
    .finally(() => clearTimeout(timer));
  return { url, close: () => end(child, ended) };
}

/** Ends a command and all processes that it started; kills a command that ignores the request. */
async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), LONGEST_END);
  await ended;
  clearTimeout(timer);
  // A child process may keep the output open.
  child.stdout?.destroy();
}

function signal({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // The process has ended already.
  }
}
