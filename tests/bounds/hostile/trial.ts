import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Ran } from '../../cli/support';
import { wrongWith, type Input } from './inputs';
import { CONTENTS, PLACES } from './shapes';

/** How long a command may take, in milliseconds of the processor. */
const LONGEST = 5000;

type Run = (args: readonly string[]) => Promise<Ran>;

/** Every kind of content and of place, by name. */
export const SHAPES = [...Object.keys(CONTENTS), ...(process.platform === 'win32' ? [] : PLACES)];
/** Those that cost hardly anything, if they are taken as they should be. */
export const SMALL = SHAPES.filter((shape) => (CONTENTS[shape]?.().length ?? 0) < 20_000);

/** Puts it there. @returns ends whoever writes to it: one who came late would make a file where the folder is being removed */
function put(shape: string, file: string): () => Promise<unknown> {
  const writers: ReturnType<typeof spawn>[] = [];
  rmSync(file, { recursive: true, force: true });
  const content = CONTENTS[shape];
  if (content) writeFileSync(file, content());
  else if (shape === 'a folder') mkdirSync(file);
  else if (shape === 'a link to itself') symlinkSync(file, file);
  else if (shape === 'a pipe that is closed') {
    execFileSync('mkfifo', [file]);
    // Who reads waits for somebody to write, here for one who has nothing to say; twice, where it is read twice.
    for (const wait of [0, 0.3])
      writers.push(spawn('sh', ['-c', `sleep ${wait}; : > "$0"`, file], { stdio: 'ignore' }));
  }
  const ends = writers.map((writer) => once(writer, 'exit'));
  return () => {
    for (const writer of writers) writer.kill('SIGKILL');
    return Promise.all(ends);
  };
}

/** Has a command read a file of a shape. @returns what is wrong with how it took it */
export async function tried(folder: string, input: Input, shape: string, run: Run): Promise<string[]> {
  const file = path.join(folder, 'content');
  const end = put(shape, file);
  try {
    return await timed(folder, input, file, run);
  } finally {
    await end();
  }
}

/** The same for a text. */
export async function triedText(folder: string, input: Input, text: string, run: Run): Promise<string[]> {
  const file = path.join(folder, 'content');
  writeFileSync(file, text);
  return timed(folder, input, file, run);
}

async function timed(folder: string, input: Input, file: string, run: Run): Promise<string[]> {
  const args = input.args(file);
  const writes = !['requirements', 'restore', 'reproduce', 'diff'].includes(args[0] ?? '');
  const name = args.includes(file) ? file : path.basename(args[2] ?? '');
  const start = process.cpuUsage();
  const ran = await run(writes ? [...args, '--out', path.join(folder, 'out')] : args);
  const { user, system } = process.cpuUsage(start);
  const ms = Math.round((user + system) / 1000);
  return [...wrongWith(ran, args, name), ...(ms > LONGEST ? [`${ms} ms`] : [])];
}
