import { randomBytes } from 'node:crypto';
import {
  closeSync,
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

/** For their owner alone: what is written may say what a tenant's policy is. */
const PRIVATE = 0o600;

/**
 * A file that is written beside its place, and then put there in one step. Until then the place has what it had, and a
 * link that stands there is replaced, never followed.
 */
export interface Aside {
  descriptor: number;
  /** Puts it in its place; once there, it can be written further. @throws what the file system says */
  put(): void;
  /** Puts it there again where it was taken away since. @throws what the file system says */
  recall(): void;
  /** Closes it, and takes away what was not put in its place. */
  drop(): void;
}

/**
 * Begins a file beside its place. A device or a pipe that stands there is written to as it is.
 * @throws what the file system says, and for a folder in that place, or a link to what is no file
 */
export function openAside(place: string): Aside {
  if (isStream(place)) return streamAt(place);
  const [folder, name] = [path.dirname(place), path.basename(place)];
  const aside = path.join(folder, `${beginOf(name)}${randomBytes(6).toString('hex')}.tmp`);
  // What was written may be read again.
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

/** How the names begin that a file has beside its place, of a length that the system takes wherever it takes the place's. */
const beginOf = (name: string): string => `.${name.slice(0, 40)}.`;

/** Takes away what runs left beside these files that were killed while they wrote; for who alone writes there. */
export function sweep(folder: string, names: readonly string[]): void {
  const isOurs = (name: string): boolean =>
    /^[\da-f]{12}\.tmp$/.test(name.slice(-16)) && names.some((each) => beginOf(each) === name.slice(0, -16));
  try {
    for (const name of readdirSync(folder).filter(isOurs)) rmSync(path.join(folder, name), { force: true });
  } catch {
    // Where nobody may look into the folder, or a folder has such a name, it is in nobody's way.
  }
}

/** @throws where something else than a file is there */
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
  const descriptor = openSync(place, 'w');
  const nothing = (): void => undefined;
  return { descriptor, put: nothing, recall: nothing, drop: () => closeSync(descriptor) };
}

/** @throws for what can be neither replaced nor written to */
function isStream(place: string): boolean {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return false;
  if (stats.isDirectory()) throw refused('EISDIR', place);
  if (!stats.isSymbolicLink()) return true;
  const behind = statSync(place, { throwIfNoEntry: false });
  if (!behind || behind.isFile()) return false;
  throw behind.isDirectory() ? refused('EISDIR', place) : refused('ELOOP', place);
}

/** As the system would say it of `open`. */
const refused = (code: string, place: string): Error =>
  Object.assign(new Error(`${code}: open '${place}'`), { code, syscall: 'open' });

/** Writes all of it: a disk that is nearly full takes a part first. @throws what the file system says */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}
