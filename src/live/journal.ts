import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { isMembers } from '../exchanges/body';
import { quote } from '../exchanges/curl';
import { NoJson, parseJson } from '../exchanges/json-text';
import { writeFully } from '../files/aside';
import { makeFolder } from '../files/folder';
import { reasonOf } from '../files/reason';
import { isRunning } from '../files/running';
import { complaintOf } from '../contract/published';
import { UsageError } from '../usage-error';
import { noteClosed, noteOpen } from './left-open';
import type { Policy } from './policy';

/** What a run writes down before it changes anything, so that it can be undone whatever becomes of the run. */
export interface JournalEntry {
  version: 1;
  /** The API root. */
  target: string;
  /** The name of the operation; absent in the journals of versions that knew one. */
  operation?: string;
  /** How the key is spelt that the provider takes. */
  key: 'returned-key' | 'example-key';
  /** The policy as it was. */
  original: Policy;
  /** For each member, every value that the run may have written, as canonical JSON. */
  written: Record<string, string[]>;
  startedAt: string;
  /** The process that runs, on which machine. */
  pid: number;
  host: string;
}

/** Where journals lie: for all runs of a user on a machine, so that they see each other. */
export function journalFolder(env: Readonly<Record<string, string | undefined>>): string {
  // A relative one would be a folder of whoever wrote the working directory; the standard has it passed over.
  const named = env['XDG_STATE_HOME'];
  const base =
    (named !== undefined && path.isAbsolute(named) ? named : undefined) ??
    (process.platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'))
      : path.join(homedir(), '.local', 'state'));
  return path.join(base, 'graph-contract');
}

const SUFFIX = '.journal.json';

/** A journal that lies open, and what stands in it. */
export type OpenJournal =
  | { file: string; kind: 'whole'; entry: JournalEntry }
  /** Empty, or cut off before its first value: the run ended before it had changed anything. */
  | { file: string; kind: 'unwritten' }
  /** Nobody can tell what it is about, or what it says: it is kept. */
  | { file: string; kind: 'odd'; why: string };

/** The command that puts back what the journals of a folder say. */
export const restoreCommand = (folder: string, force = false): string =>
  `graph-contract restore --journal ${quote(folder)}${force ? ' --force' : ''}`;

/**
 * Opens the journal of a run, which is the lock of its target as well: written whole, and on the disk, before it
 * returns.
 * @throws UsageError where another run is under way, or one was broken off
 */
export function openJournal(folder: string, entry: JournalEntry): string {
  makeFolder(folder, 0o700);
  const file = fileOf(folder, entry.target);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(whyOpen(readJournal(file), folder));
  }
  let isWhole = false;
  try {
    writeFully(descriptor, Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8'));
    fsyncSync(descriptor);
    isWhole = true;
  } finally {
    closeSync(descriptor);
    // Nothing was changed yet: a part of a journal would keep the next run from beginning.
    if (!isWhole) rmSync(file, { force: true });
  }
  syncFolder(folder);
  noteOpen(file, restoreCommand(folder));
  return file;
}

/** Refuses a target whose journal lies open, before anything is sent to it. @throws UsageError */
export function assertClosed(folder: string, target: string): void {
  const file = fileOf(folder, target);
  if (existsSync(file)) throw new UsageError(whyOpen(readJournal(file), folder));
}

/** Takes a journal away: its policy is as it was. */
export function closeJournal(file: string): void {
  rmSync(file, { force: true });
  noteClosed(file);
  syncFolder(path.dirname(file));
}

/** The journals that lie open in a folder. @throws UsageError for what is no folder, or cannot be read */
export function openJournals(folder: string): OpenJournal[] {
  if (!existsSync(folder)) return [];
  return namesIn(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => readJournal(path.join(folder, name)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `--journal ${folder}: ${code === 'ENOTDIR' ? 'it is not a folder' : reasonOf(error)}`,
    );
  }
}

/** Whether the process that opened it still runs; of another machine nobody knows. */
export const isUnderWay = (entry: Pick<JournalEntry, 'pid' | 'host'>): boolean => isRunning(entry);

/** What a journal starts with, before its first value. */
const HEAD = '{"version":';
/** A journal holds a policy twice over; nothing of ours is longer, in bytes. */
const LONGEST = 4 * 2 ** 20;

function readJournal(file: string): OpenJournal {
  const odd = (why: string): OpenJournal => ({ file, kind: 'odd', why });
  let text: string;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return odd('it is no file');
    if (stats.size > LONGEST) return odd('it is longer than any journal');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return odd(reasonOf(error));
  }
  if (HEAD.startsWith(text)) return { file, kind: 'unwritten' };
  if (!text.endsWith('\n')) return odd('it is cut off: its line has no end');
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof NoJson)) throw error;
    return odd(`it is ${error.message}`);
  }
  const version = isMembers(value) ? value['version'] : undefined;
  if (typeof version === 'number' && version !== 1)
    return odd(`it is of version ${version}, and this graph-contract knows version 1`);
  const complaint = complaintOf('journal', value);
  return complaint === undefined
    ? { file, kind: 'whole', entry: value as JournalEntry }
    : odd(`it is no journal: ${complaint}`);
}

function whyOpen(journal: OpenJournal, folder: string): string {
  const entry = journal.kind === 'whole' ? journal.entry : undefined;
  if (entry && isUnderWay(entry))
    return `${entry.target}: another run is under way (process ${entry.pid} on ${entry.host}, since ${entry.startedAt}); if it is not, ${restoreCommand(folder)}`;
  if (journal.kind === 'odd')
    return `${journal.file}: there is a journal that cannot be read (${journal.why}), and the policy may not be as it was: restore the policy by hand, and delete the file`;
  return `a run was broken off and its policy may not be as it was (${journal.file}): ${restoreCommand(folder)}`;
}

const fileOf = (folder: string, target: string): string =>
  path.join(folder, `${createHash('sha256').update(target).digest('hex').slice(0, 24)}${SUFFIX}`);

/** A name is on the disk when its folder is; not every system lets a folder be opened for that. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Windows does not; its file system orders the two by itself.
  }
}
