import { closeSync, lstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { writeFully } from './aside';
import { isRunning, thisProcess, type Running } from './running';

/** Another run writes to this place. */
export class Held extends Error {
  /** @param lock the lock file */
  constructor(
    readonly by: Running,
    readonly lock: string,
  ) {
    super(`process ${by.pid} on ${by.host} writes there`);
  }
}

/** The locks of this process. */
const own = new Set<string>();

/** Number of times that an empty lock is read again, and the pause in between in milliseconds. */
const [LOOKS, PAUSE] = [10, 20];

/**
 * Locks files of a folder for this run, so that two runs at the same time do not overwrite each other. It takes over
 * the lock of a killed run. If the system does not permit writing a lock, nothing is locked: the writer of the files
 * reports the reason.
 * @param name a common name for the files
 * @returns a function that releases the lock
 * @throws Held if another run has the lock
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
    // A process that has just created the lock writes its content next.
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

/** The content of a lock; undefined if it is not one of our files. */
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
 * Removes a lock with this content. The lock is moved first: if another run has replaced it in the meantime, the new
 * one is put back.
 * @returns false if it cannot be removed
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
