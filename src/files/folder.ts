import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../usage-error';
import { reasonOf } from './reason';

/** A folder cannot be made, or nothing can be written in it. */
export class NoFolder extends UsageError {
  /** @param why without the name of the folder */
  constructor(
    folder: string,
    readonly why: string,
  ) {
    super(`${folder}: ${why}`);
  }
}

/**
 * Makes a folder, and those above it that are not there. Node's own recursion does not end where the system knows
 * a folder and lets nobody make another in it, as below /proc.
 * @param mode of each that is made
 * @throws NoFolder where it cannot be made, or nothing can be written in it
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = [];
  try {
    for (let at = path.resolve(folder); !isFolder(at); at = path.dirname(at)) missing.unshift(at);
    for (const place of missing) make(place, mode);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if (isFull(error)) throw error;
    throw new NoFolder(folder, whyNone(error, missing.length === 0));
  }
}

/** @throws what the system says of anything that is no folder, or cannot be looked at */
function isFolder(place: string): boolean {
  try {
    if (statSync(place).isDirectory()) return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Of the root there is nothing above.
    if ((code === 'ENOENT' || code === 'ENOTDIR') && path.dirname(place) !== place) return false;
    throw error;
  }
  throw Object.assign(new Error(`${place} is a file`), { code: 'ENOTDIR' });
}

function make(place: string, mode: number): void {
  try {
    mkdirSync(place, { mode });
  } catch (error) {
    // Another process may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(place)) throw error;
  }
}

/** A full disk is no mistake in the call. */
const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** @param isItself whether the folder is meant, and not one above it */
function whyNone(error: unknown, isItself: boolean): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no folder can be made there';
  return code === 'ENOTDIR' && isItself ? 'it is a file, not a folder' : reasonOf(error);
}
