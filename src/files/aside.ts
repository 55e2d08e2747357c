import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { makeFolder } from './folder';

/** Readable by the owner only: the files may show a tenant's policy. */
const PRIVATE = 0o600;

/**
 * A file that is written next to its destination and then moved there in one step. Until then, the destination keeps
 * its content. A symbolic link at the destination is replaced, never followed.
 */
export interface Aside {
  descriptor: number;
  /** Moves the file to its destination; it can still be written to. @throws the error of the file system */
  put(): void;
  /** Moves the file to its destination again if it was removed there. @throws the error of the file system */
  recall(): void;
  /** Closes the file, and deletes it if it was not moved. */
  drop(): void;
}

/**
 * Creates a file next to its destination. A device or pipe at the destination is written to directly.
 * @throws the error of the file system; also for a folder at the destination, a pipe that nobody reads, or a link to
 *   something that is not a file
 */
export function openAside(place: string): Aside {
  if (isStream(place)) return streamAt(place);
  const [folder, name] = [path.dirname(place), path.basename(place)];
  const aside = path.join(folder, `${beginOf(name)}${randomBytes(6).toString('hex')}.tmp`);
  // The caller may read back what was written.
  const descriptor = openSync(aside, 'wx+', PRIVATE);
  let isPut = false;
  return {
    descriptor,
    put() {
      if (isPut) return;
      renameSync(aside, place);
      isPut = true;
    },
    recall() {
      if (isPut && !isAt(place, descriptor)) copyTo(place, descriptor);
    },
    drop() {
      closeSync(descriptor);
      if (!isPut) rmSync(aside, { force: true });
    },
  };
}

/** The prefix of temporary file names, short enough for every system that permits the name of the destination. */
const beginOf = (name: string): string => `.${name.slice(0, 40)}.`;

/** Deletes temporary files of runs that were killed while writing; for callers that alone write in the folder. */
export function sweep(folder: string, names: readonly string[]): void {
  const isOurs = (name: string): boolean =>
    /^[\da-f]{12}\.tmp$/.test(name.slice(-16)) && names.some((each) => beginOf(each) === name.slice(0, -16));
  try {
    for (const name of readdirSync(folder).filter(isOurs)) rmSync(path.join(folder, name), { force: true });
  } catch {
    // A folder that cannot be read, or a folder with such a name, does no harm.
  }
}

/** @throws if something other than a file is there */
function isAt(place: string, descriptor: number): boolean {
  const there = lstatSync(place, { throwIfNoEntry: false });
  if (!there) return false;
  if (!there.isFile()) throw new Error('something else was put in its place');
  const { dev, ino } = fstatSync(descriptor);
  return there.dev === dev && there.ino === ino;
}

function copyTo(place: string, descriptor: number): void {
  makeFolder(path.dirname(place));
  const again = openAside(place);
  try {
    const bytes = Buffer.alloc(65_536);
    for (let at = 0, read; (read = readSync(descriptor, bytes, 0, bytes.length, at)) > 0; at += read)
      writeFully(again.descriptor, bytes.subarray(0, read));
    again.put();
  } finally {
    again.drop();
  }
}

function streamAt(place: string): Aside {
  // Opening or writing to a pipe that nobody reads would wait without end, and no signal would end that: this fails instead.
  const descriptor = openSync(place, constants.O_WRONLY | constants.O_NONBLOCK);
  const nothing = (): void => undefined;
  return { descriptor, put: nothing, recall: nothing, drop: () => closeSync(descriptor) };
}

/** @throws if the destination can be neither replaced nor written to */
function isStream(place: string): boolean {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return false;
  if (stats.isDirectory()) throw refused('EISDIR', place);
  if (!stats.isSymbolicLink()) return true;
  const behind = statSync(place, { throwIfNoEntry: false });
  if (!behind || behind.isFile()) return false;
  throw behind.isDirectory() ? refused('EISDIR', place) : refused('ELOOP', place);
}

/** An error as the system would report it for `open`. */
const refused = (code: string, place: string): Error =>
  Object.assign(new Error(`${code}: open '${place}'`), { code, syscall: 'open' });

/** Number of times that a pipe which is full is written to again, and the pause in between in milliseconds. */
const [TRIES, PAUSE] = [250, 20];

/**
 * Writes all bytes: a nearly full disk may accept only a part at first, and a pipe only what its reader has made room
 * for. @throws the error of the file system; EAGAIN for a pipe whose reader takes nothing for some seconds
 */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  let tries = 0;
  for (let done = 0; done < bytes.length;)
    try {
      done += writeSync(descriptor, bytes, done);
      tries = 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || (tries += 1) > TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
}
