import { existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import {
  assertClosed,
  closeJournal,
  isUnderWay,
  journalFolder,
  openJournal,
  openJournals,
  restoreCommand,
  type JournalEntry,
} from '../../src/live/journal';
import { commandsLeft } from '../../src/live/left-open';
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
  expect(openJournals(folder)).toEqual([{ file, kind: 'whole', entry: entry() }]);
  if (process.platform !== 'win32')
    expect([file, folder].map((place) => statSync(place).mode & 0o777)).toEqual([0o600, 0o700]);
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

test('one that is empty or cut off before its first value was written before anything else was', () => {
  const file = openJournal(folder, entry());
  for (const cut of ['', '{', '{"vers', '{"version":']) {
    writeFileSync(file, cut);
    expect(openJournals(folder)).toEqual([{ file, kind: 'unwritten' }]);
  }
});

describe('is taken for odd', () => {
  const whole = JSON.stringify(entry());
  test.each<[string, string, RegExp]>([
    ['cut off behind its first value', whole.slice(0, 40), /its line has no end/],
    ['without its line end', whole, /its line has no end/],
    ['of another version', `${JSON.stringify({ ...entry(), version: 2 })}\n`, /of version 2/],
    ['of no version', `${JSON.stringify({ ...entry(), version: undefined })}\n`, /no journal/],
    ['with bytes in it that are no JSON', `${whole.replace('"state"', '"st\0te')}\n`, /not JSON/],
    ['that lacks its target', `${JSON.stringify({ ...entry(), target: undefined })}\n`, /'target'/],
    ['with a target that is no URL', `${JSON.stringify(entry({ target: 'file:///etc' }))}\n`, /\/target/],
    [
      'with a target that carries a password',
      `${JSON.stringify(entry({ target: 'http://a:b@c/' }))}\n`,
      /\/target/,
    ],
    ['whose policy is none', `${JSON.stringify(entry({ original: { a: 1 } }))}\n`, /\/original/],
    ['that is a list', '[]\n', /no journal/],
    ['that is a file of another kind', '# Notes\n', /not JSON/],
    ['of NULs, as a file system leaves it behind a power cut', '\0'.repeat(512), /its line has no end/],
  ])('one %s', (_what, text, why) => {
    const file = openJournal(folder, entry());
    writeFileSync(file, text);
    expect(openJournals(folder)).toEqual([{ file, kind: 'odd', why: expect.stringMatching(why) as string }]);
    expect(() => assertClosed(folder, entry().target)).toThrow(UsageError);
  });

  test('more than any journal has', () => {
    const file = openJournal(folder, entry());
    truncateSync(file, 4 * 2 ** 20 + 1);
    expect(openJournals(folder)).toEqual([{ file, kind: 'odd', why: 'it is longer than any journal' }]);
  });

  test('a folder', () => {
    const file = openJournal(folder, entry());
    rmSync(file);
    mkdirSync(file);
    expect(openJournals(folder)).toEqual([{ file, kind: 'odd', why: 'it is no file' }]);
    expect(() => openJournal(folder, entry())).toThrow(UsageError);
  });
});

test('is told by whoever ends the process, once, until it is closed', () => {
  commandsLeft();
  const file = openJournal(folder, entry());
  openJournal(folder, entry({ target: 'https://graph.microsoft.us/v1.0' }));
  closeJournal(file);
  expect(commandsLeft()).toEqual([`graph-contract restore --journal ${folder}`]);
  expect(commandsLeft()).toEqual([]);
});

test('a folder with a blank in its name is quoted in the command', () => {
  expect(restoreCommand('a b', true)).toBe("graph-contract restore --journal 'a b' --force");
});

test('lies where all runs of a user see it', () => {
  expect(journalFolder({ XDG_STATE_HOME: path.join(root, 'state') })).toBe(
    path.join(root, 'state', 'graph-contract'),
  );
  // A relative one would be of whoever wrote the working directory.
  expect(journalFolder({ XDG_STATE_HOME: 'state' })).toBe(journalFolder({}));
  expect(path.isAbsolute(journalFolder({}))).toBe(true);
  expect(openJournals(path.join(folder, 'nowhere'))).toEqual([]);
});

test('a file in the place of the folder is named', () => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => openJournals(file)).toThrow(new UsageError(`--journal ${file}: it is not a folder`));
});
