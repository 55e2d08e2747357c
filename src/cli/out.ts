import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { sweep } from '../files/aside';
import { makeFolder, NoFolder } from '../files/folder';
import { Held, hold } from '../files/hold';
import { ledOut } from '../files/led-out';
import { reasonOf } from '../files/reason';
import type { Written } from '../files/written';
import { visible } from '../results/visible';
import { UsageError } from '../usage-error';
import { INCOMPLETE } from './exit-codes';
import type { Io } from './io';

/** What a command writes into its folder, and what it reads. */
export interface Output {
  /** The common name of its files. Two runs cannot write the same files into one folder at the same time. */
  kind: 'report' | 'merged' | 'drift' | 'strength' | 'cloud';
  /** The names of its files. */
  names: readonly string[];
  /** Files that it reads or writes elsewhere, by their options: none of them may be overwritten. */
  others?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The locks of each command, released at its end. */
const held = new WeakMap<object, (() => void)[]>();

/**
 * The folder that --out names, made before the work begins and held until it is done: a slip in it costs none.
 * @throws UsageError where it cannot be made, or written in; where a link of the working directory leads it elsewhere;
 *   where another run writes there; where something would be written over that the command reads; and where a folder
 *   is in the place of a file
 */
export function outFolder({ out }: { out: string }, output: Output, io: Pick<Io, 'cwd'>): string {
  assertNamed('--out', out);
  const folder = path.resolve(io.cwd, out);
  assertLedNowhere('--out', out, io);
  makeFor(folder, `--out ${visible(out)}`);
  assertNoneWrittenOver(folder, out, output, io);
  holdFor(io, folder, output.kind, `--out ${visible(out)}`);
  sweep(folder, output.names);
  for (const name of output.names) assertNoFolder(path.join(folder, name), `--out ${visible(out)}: ${name}`);
  return folder;
}

/**
 * Holds a file that an option names, to be written to its end by this command alone.
 * @throws UsageError where its folder cannot be made or written in, where a link of the working directory leads it
 *   elsewhere, or another run writes it
 */
export function outFile(option: string, file: string, io: Pick<Io, 'cwd'>): string {
  assertNamed(option, file);
  const place = path.resolve(io.cwd, file);
  assertLedNowhere(option, path.dirname(file), io);
  const shown = `${option} ${visible(file)}`;
  makeFor(path.dirname(place), shown);
  assertNoFolder(place, shown);
  holdFor(io, path.dirname(place), path.basename(place), shown);
  sweep(path.dirname(place), [path.basename(place)]);
  return place;
}

/** A variable of a script that is not set would have the working directory written over. @throws UsageError */
function assertNamed(option: string, given: string): void {
  if (given === '') throw new UsageError(`${option} is empty: name a place, or . for the working directory`);
}

function makeFor(folder: string, shown: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw error instanceof NoFolder ? new UsageError(`${shown}: ${error.why}`) : error;
  }
}

/** What is gathered would have no place at the end of a run. @throws UsageError */
function assertNoFolder(place: string, shown: string): void {
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory();
  } catch (error) {
    throw new UsageError(`${shown}: ${reasonOf(error)}`);
  }
  if (isFolder) throw new UsageError(`${shown}: it is a folder`);
}

/** Releases the locks of a command. */
export function letGo(io: object): void {
  for (const release of held.get(io) ?? []) release();
  held.delete(io);
}

function holdFor(io: object, folder: string, name: string, shown: string): void {
  try {
    held.set(io, [...(held.get(io) ?? []), hold(existsSync(folder) ? realpathSync(folder) : folder, name)]);
  } catch (error) {
    if (!(error instanceof Held)) throw error;
    const { pid, host } = error.by;
    throw new UsageError(
      `${shown}: another run writes there (process ${pid} on ${visible(host, 100)}): name another place, or delete ${visible(error.lock)} if no run is active`,
    );
  }
}

/** @throws UsageError where a link that lies in the working directory leads a place out of it */
export function assertLedNowhere(option: string, place: string, { cwd }: Pick<Io, 'cwd'>): void {
  const elsewhere = ledOut(cwd, path.resolve(cwd, place));
  if (elsewhere !== undefined)
    throw new UsageError(
      `${option} ${visible(place)}: a symbolic link points outside the working directory, to ${visible(elsewhere)}; to write there, give that path itself`,
    );
}

function assertNoneWrittenOver(
  folder: string,
  out: string,
  { names, others = {} }: Output,
  io: Pick<Io, 'cwd'>,
) {
  for (const [option, given] of Object.entries(others))
    for (const each of typeof given === 'string' ? [given] : (given ?? [])) {
      const name = names.find((name) => isSame(path.join(folder, name), path.resolve(io.cwd, each)));
      if (name !== undefined)
        throw new UsageError(
          `--out ${visible(out)}: ${name} would be written over ${visible(each)}, which is ${option}; name another folder`,
        );
    }
}

/** Whether writing to a place would take away what another names; links lead to what they name. */
function isSame(written: string, other: string): boolean {
  if (!existsSync(other)) return written === other;
  return realpathSync(other) === path.join(realpathSync(path.dirname(written)), path.basename(written));
}

/**
 * Says of each file that could not be written why. @returns the exit code: a run whose files are incomplete has no
 * complete verdict
 */
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
