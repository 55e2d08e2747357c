import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../usage-error';
import { reasonOf } from './reason';

/** A folder that cannot be created, or in which nothing can be written. */
export class NoFolder extends UsageError {
  /** @param why the reason, without the name of the folder */
  constructor(
    folder: string,
    readonly why: string,
  ) {
    super(`${folder}: ${why}`);
  }
}

/**
 * Creates a folder and its missing parents. Node's own recursion does not end where a folder exists and permits no
 * new folder in it, such as below /proc.
 * @param mode the mode of each created folder
 * @throws NoFolder if it cannot be created, or nothing can be written in it
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

/** @throws the error of the system if the place is not a folder or cannot be examined */
function isFolder(place: string): boolean {
  try {
    if (statSync(place).isDirectory()) return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The root has no parent.
    if ((code === 'ENOENT' || code === 'ENOTDIR') && path.dirname(place) !== place) return false;
    throw error;
  }
  throw Object.assign(new Error(`${place} is a file`), { code: 'ENOTDIR' });
}

function make(place: string, mode: number): void {
  try {
    mkdirSync(place, { mode });
  } catch (error) {
    // Another process may have created it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(place)) throw error;
  }
}

/** A full disk is not a usage error. */
const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** @param isItself whether the error concerns the folder itself, and not a parent */
function whyNone(error: unknown, isItself: boolean): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no folder can be made there';
  return code === 'ENOTDIR' && isItself ? 'it is a file, not a folder' : reasonOf(error);
}
