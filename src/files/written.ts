import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { openAside, writeFully } from './aside';
import { makeFolder } from './folder';
import { reasonOf } from './reason';

/** What became of files that were to be written. */
export interface Written {
  /** Those that were. */
  files: string[];
  /** Those that could not be, and why. */
  unwritten: { file: string; why: string }[];
}

/**
 * Writes a file anew, readable by its owner alone. Its place has the whole of it, or what was there before.
 * @throws what the file system says
 */
export function writePrivate(file: string, text: string): void {
  const aside = openAside(file);
  try {
    writeFully(aside.descriptor, Buffer.from(text, 'utf8'));
    aside.put();
  } catch (error) {
    throw ofFile(file, error);
  } finally {
    aside.drop();
  }
}

/** An error of a write by the file that it is of: what the system says of it names none. */
export const ofFile = (file: string, error: unknown): Error => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(`${file}: ${reasonOf(error)}`, { cause: error }), { code, syscall });
};

/** Adds to a file that others write to as well. @throws what the file system says */
export const addTo = (file: string, text: string): void => appendFileSync(file, text);

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
