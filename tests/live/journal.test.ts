import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import {
  assertClosed,
  closeJournal,
  isUnderWay,
  journalFolder,
  openJournal,
  openJournals,
  type JournalEntry,
} from '../../src/live/journal';
import { defaultPolicy } from '../../src/provider';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
let folder: string;
let count = 0;
beforeEach(() => (folder = path.join(root, String((count += 1)))));

const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  version: 1,
  target: 'https://graph.microsoft.com/v1.0',
  key: 'returned-key',
  original: { ...defaultPolicy() },
  written: { state: ['"enabled"'] },
  startedAt: '2026-11-30T03:00:00.000Z',
  pid: process.pid,
  host: hostname(),
  ...more,
});

/** A process that is no more. */
const GONE = 2 ** 22 + 1;

test('is whole when it is open, readable by its owner alone, and gone when it is closed', () => {
  const file = openJournal(folder, entry());
  expect(openJournals(folder)).toEqual([{ file, entry: entry() }]);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  closeJournal(file);
  expect(existsSync(file)).toBe(false);
  expect(openJournals(folder)).toEqual([]);
});

test('shuts out another run against the same target, and no other', () => {
  openJournal(folder, entry());
  expect(() => openJournal(folder, entry())).toThrow(UsageError);
  expect(() => assertClosed(folder, entry().target)).toThrow(/restore --journal/);
  expect(() => assertClosed(folder, 'https://graph.microsoft.us/v1.0')).not.toThrow();
  openJournal(folder, entry({ target: 'https://graph.microsoft.us/v1.0' }));
  expect(openJournals(folder)).toHaveLength(2);
});

test('says whether the run is under way or was broken off', () => {
  expect(isUnderWay(entry({ pid: process.ppid }))).toBe(true);
  expect(isUnderWay(entry({ pid: GONE }))).toBe(false);
  expect(isUnderWay(entry({ pid: GONE, host: 'elsewhere' }))).toBe(true);
  openJournal(folder, entry({ pid: process.ppid }));
  expect(() => assertClosed(folder, entry().target)).toThrow(/another run is under way \(process \d+/);
});

test('one that is not whole was written before anything else was', () => {
  const file = openJournal(folder, entry());
  const text = readFileSync(file, 'utf8');
  for (const cut of ['', text.slice(0, 40), text.slice(0, -1)]) {
    writeFileSync(file, cut);
    expect(openJournals(folder)).toEqual([{ file, entry: undefined }]);
  }
});

test('lies where all runs of a user see it', () => {
  expect(journalFolder({ XDG_STATE_HOME: path.join('x', 'state') })).toBe(
    path.join('x', 'state', 'graph-contract'),
  );
  expect(path.isAbsolute(journalFolder({}))).toBe(true);
  expect(openJournals(path.join(folder, 'nowhere'))).toEqual([]);
});
