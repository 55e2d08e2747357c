import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

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
  // A name of its own, of a length that the system takes wherever it takes the place's.
  const aside = path.join(folder, `.${name.slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
  const descriptor = openSync(aside, 'wx', PRIVATE);
  let isPut = false;
  return {
    descriptor,
    put() {
      if (isPut) return;
      renameSync(aside, place);
      isPut = true;
    },
    drop() {
      closeSync(descriptor);
      if (!isPut) rmSync(aside, { force: true });
    },
  };
}

function streamAt(place: string): Aside {
  const descriptor = openSync(place, 'w');
  return { descriptor, put: () => undefined, drop: () => closeSync(descriptor) };
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
