import { UsageErrors } from '../../usage-error';
import { PACK_FILES, type PackFile } from '../pack';

/** The way to a part of a file of a pack: names of members, and indices. */
export type Way = readonly (string | number)[];

/** A mistake in a user's pack. */
export interface Fault {
  file: PackFile;
  /** Where in the file; empty for the file as a whole. */
  at: Way;
  /** The mistake, and what would be correct. */
  says: string;
  /** The line, where it is known before the file could be read as YAML. */
  line?: number;
}

/** At most this many faults are printed: a file with more is probably not a pack. */
const MOST = 50;

/** A fault for a person: `./folder/openapi.yaml:12: paths./things: has no patch`. */
export interface ToldFault extends Fault {
  line: number;
}

/**
 * The error that tells of the faults of a pack, a line for each, in the order of its files and lines.
 * @param shown what messages call the folder
 */
export function faultyPack(shown: string, faults: readonly ToldFault[]): UsageErrors {
  const lines = faults
    .map(({ file, line, at, says }) => ({
      file,
      line,
      text: at.length > 0 ? `${placeOf(at)}: ${says}` : says,
    }))
    .sort((one, other) => order(one.file, other.file) || one.line - other.line)
    .map(({ file, line, text }) => `${shown}/${file}:${line}: ${text}`);
  const told = [...new Set(lines)];
  const more = told.length - MOST;
  return new UsageErrors(more > 0 ? [...told.slice(0, MOST), `${shown}: and ${more} more faults`] : told);
}

const order = (one: PackFile, other: PackFile): number => PACK_FILES.indexOf(one) - PACK_FILES.indexOf(other);

/** Of a long path, only the end is shown. */
const LONGEST = 160;

function placeOf(at: Way): string {
  const place = at.join('.');
  return place.length > LONGEST ? `…${place.slice(-LONGEST)}` : place;
}
