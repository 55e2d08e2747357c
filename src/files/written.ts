import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { openAside, writeFully, type Aside } from './aside';
import { makeFolder } from './folder';
import { reasonOf } from './reason';

/** The result of writing several files. */
export interface Written {
  /** Files that were written. */
  files: string[];
  /** Files that could not be written, with the reason. */
  unwritten: { file: string; why: string }[];
}

/**
 * Writes a file, readable by its owner only. Afterwards, its path has either the complete new content or the old one.
 * @throws the error of the file system
 */
export function writePrivate(file: string, text: string): void {
  let aside: Aside | undefined;
  try {
    aside = openAside(file);
    writeFully(aside.descriptor, Buffer.from(text, 'utf8'));
    aside.put();
  } catch (error) {
    throw ofFile(file, error);
  } finally {
    aside?.drop();
  }
}

/** Adds the name of the file to a write error, because the system's error has no name. */
export const ofFile = (file: string, error: unknown): Error => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(`${file}: ${reasonOf(error)}`, { cause: error }), { code, syscall });
};

/** Appends to a file that other processes write to as well. @throws the error of the file system */
export const addTo = (file: string, text: string): void => appendFileSync(file, text);

/**
 * Writes files into a folder, which is created if it is missing. A file that cannot be written, or whose text cannot
 * be produced, does not prevent the others.
 * @param texts the texts by file name
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
