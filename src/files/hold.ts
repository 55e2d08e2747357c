import { closeSync, lstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { writeFully } from './aside';
import { isRunning, thisProcess, type Running } from './running';

/** A place that another run writes to. */
export class Held extends Error {
  /** @param lock the file that says so */
  constructor(
    readonly by: Running,
    readonly lock: string,
  ) {
    super(`process ${by.pid} on ${by.host} writes there`);
  }
}

/** What this process holds. */
const own = new Set<string>();

/** How often a lock is looked at that says nothing yet, and how long it is waited each time, in milliseconds. */
const [LOOKS, PAUSE] = [10, 20];

/**
 * Takes files of a folder for this run alone, so that two runs at once do not write over each other. What a killed run
 * left is taken over. Where the system lets no lock be written, nothing is held: whoever writes there is told why.
 * @param name what the files are called together
 * @returns lets them go
 * @throws Held where another run has them
 */
export function hold(folder: string, name: string): () => void {
  const lock = path.join(folder, `.${name}.lock`);
  if (own.has(lock)) throw new Held(thisProcess(), lock);
  const text = `${JSON.stringify(thisProcess())}\n`;
  for (let looks = 0; ; looks += 1) {
    try {
      create(lock, text);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return () => undefined;
    }
    const found = textOf(lock);
    const by = runningOf(found);
    if (by && isRunning(by)) throw new Held(by, lock);
    // Whoever has just begun it writes it in the next moment.
    if (found === '' && looks < LOOKS) pause();
    else if (!takeAway(lock, found)) return () => undefined;
  }
  own.add(lock);
  return () => {
    own.delete(lock);
    takeAway(lock, text);
  };
}

function create(lock: string, text: string): void {
  const descriptor = openSync(lock, 'wx', 0o600);
  try {
    writeFully(descriptor, Buffer.from(text, 'utf8'));
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** What a lock says; undefined where it is no file of ours. */
function textOf(lock: string): string | undefined {
  try {
    const stats = lstatSync(lock);
    return stats.isFile() && stats.size < 1024 ? readFileSync(lock, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function runningOf(text: string | undefined): Running | undefined {
  try {
    const { pid, host } = JSON.parse(text ?? '') as Partial<Running>;
    return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 && typeof host === 'string'
      ? { pid, host }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock away that says this. It is moved first: what another run has put there in the meantime is put back.
 * @returns false where it can't be
 */
function takeAway(lock: string, text: string | undefined): boolean {
  const aside = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(lock, aside);
    if (textOf(aside) === text) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
