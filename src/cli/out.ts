import path from 'node:path';
import { makeFolder, NoFolder } from '../files/folder';
import type { Written } from '../files/written';
import { visible } from '../results/visible';
import { UsageError } from '../usage-error';
import { INCOMPLETE } from './exit-codes';
import type { Io } from './io';

/**
 * The folder that --out names, made before the work begins: a slip in it costs none.
 * @throws UsageError where it cannot be made, or written in
 */
export function outFolder({ out }: { out: string }, io: Pick<Io, 'cwd'>): string {
  const folder = path.resolve(io.cwd, out);
  try {
    makeFolder(folder);
  } catch (error) {
    throw error instanceof NoFolder ? new UsageError(`--out ${visible(out)}: ${error.why}`) : error;
  }
  return folder;
}

/** Says of each file that could not be written why. @returns the exit code: what is not written is no whole verdict */
export function tellUnwritten({ unwritten }: Written, exitCode: number, io: Io): number {
  for (const { file, why } of unwritten)
    io.stderr(`not written: ${visible(shownName(file, io))}: ${visible(why)}\n`);
  return exitCodeWith(unwritten, exitCode);
}

/** What is no file has a name in words. */
const shownName = (file: string, { cwd }: Io): string =>
  path.isAbsolute(file) ? path.relative(cwd, file) || file : file;

/** The exit code where some files could not be written. */
export const exitCodeWith = (unwritten: Written['unwritten'], exitCode: number): number =>
  unwritten.length > 0 ? INCOMPLETE : exitCode;
