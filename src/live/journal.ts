import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir, hostname } from 'node:os';
import path from 'node:path';
import { isMembers } from '../exchanges/body';
import { UsageError } from '../usage-error';
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
  const base =
    env['XDG_STATE_HOME'] ??
    (process.platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'))
      : path.join(homedir(), '.local', 'state'));
  return path.join(base, 'graph-contract');
}

const SUFFIX = '.journal.json';

/** A journal that lies open, and what stands in it. */
export interface OpenJournal {
  file: string;
  /** Undefined where it is not whole: the run ended before it had written it, and so before it changed anything. */
  entry: JournalEntry | undefined;
}

/**
 * Opens the journal of a run, which is the lock of its target as well: written whole, and on the disk, before it
 * returns.
 * @throws UsageError where another run is under way, or one was broken off
 */
export function openJournal(folder: string, entry: JournalEntry): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = fileOf(folder, entry.target);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(whyOpen(readJournal(file), folder));
  }
  try {
    writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  syncFolder(folder);
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
  syncFolder(path.dirname(file));
}

/** The journals that lie open in a folder. */
export function openJournals(folder: string): OpenJournal[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => readJournal(path.join(folder, name)));
}

/** Whether the process that opened it still runs; of another machine nobody knows. */
export function isUnderWay({ pid, host }: JournalEntry): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readJournal(file: string): OpenJournal {
  try {
    const text = readFileSync(file, 'utf8');
    const value: unknown = text.endsWith('\n') ? JSON.parse(text) : undefined;
    if (isMembers(value) && value['version'] === 1 && isMembers(value['original']))
      return { file, entry: value as unknown as JournalEntry };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { file, entry: undefined };
}

function whyOpen({ file, entry }: OpenJournal, folder: string): string {
  if (entry && isUnderWay(entry))
    return `${entry.target}: another run is under way (process ${entry.pid} on ${entry.host}, since ${entry.startedAt}); if it is not, graph-contract restore --journal ${folder}`;
  return `a run was broken off and its policy may not be as it was (${file}): graph-contract restore --journal ${folder}`;
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
