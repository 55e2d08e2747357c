import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './folder';
import { reasonOf } from './reason';

/** What became of files that were to be written. */
export interface Written {
  /** Those that were. */
  files: string[];
  /** Those that could not be, and why. */
  unwritten: { file: string; why: string }[];
}

/** For their owner alone: what is written may say what a tenant's policy is. */
const PRIVATE = 0o600;

/** Writes a file anew, readable by its owner alone. @throws what the file system says */
export const writePrivate = (file: string, text: string): void =>
  writeFileSync(file, text, { mode: PRIVATE });

/**
 * Writes files into a folder, which is made where it is missing. One that cannot be written, or whose text cannot
 * be made, keeps no other from being written.
 * @param texts by the names of the files
 */
export function writeAll(
  folder: string,
  texts: readonly (readonly [name: string, text: () => string])[],
): Written {
  const written: Written = { files: [], unwritten: [] };
  for (const [name, text] of texts) {
    const file = path.join(folder, name);
    try {
      makeFolder(folder);
      writePrivate(file, text());
      written.files.push(file);
    } catch (error) {
      written.unwritten.push({ file, why: reasonOf(error) });
    }
  }
  return written;
}
