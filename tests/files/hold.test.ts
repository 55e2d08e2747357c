import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { Held, hold } from '../../src/files/hold';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
let folder: string;
let count = 0;
beforeEach(() => mkdirSync((folder = path.join(root, String((count += 1))))));

const lock = (): string => path.join(folder, '.report.lock');
/** A process that is no more. */
const GONE = 2 ** 22 + 1;

test('is let go, and may be held again', () => {
  hold(folder, 'report')();
  expect(readdirSync(folder)).toEqual([]);
  const release = hold(folder, 'report');
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
  if (process.platform !== 'win32') expect(statSync(lock()).mode & 0o777).toBe(0o600);
  expect(() => hold(folder, 'report')).toThrow(Held);
  const other = hold(folder, 'drift');
  release();
  other();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['another process that runs', { pid: process.ppid, host: hostname() }, false],
  ['a process of another machine', { pid: GONE, host: 'elsewhere' }, false],
  ['a process that is gone', { pid: GONE, host: hostname() }, true],
  ['an earlier process of this number', { pid: process.pid, host: hostname() }, true],
  ['nobody', { pid: 'x' }, true],
  ['no number of a process', { pid: 1.5, host: 'elsewhere' }, true],
  ['the number of all processes', { pid: 0, host: 'elsewhere' }, true],
  ['a process of no machine', { pid: process.ppid }, true],
  ['a text', 'x', true],
  ['more than a lock has', { pid: GONE, host: 'e'.repeat(1024) }, true],
])('what %s left', (_who, left, free) => {
  writeFileSync(lock(), `${JSON.stringify(left)}\n`);
  if (free) {
    const release = hold(folder, 'report');
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
    release();
    expect(readdirSync(folder)).toEqual([]);
  } else expect(() => hold(folder, 'report')).toThrow(Held);
});

test('what a folder has in its place is taken away, and no link is followed', () => {
  const outside = path.join(root, 'outside');
  writeFileSync(outside, 'precious');
  symlinkSync(outside, lock());
  hold(folder, 'report')();
  mkdirSync(lock());
  hold(folder, 'report')();
  writeFileSync(lock(), '');
  hold(folder, 'report')();
  expect(readFileSync(outside, 'utf8')).toBe('precious');
  expect(readdirSync(folder)).toEqual([]);
});

test('what another run has put there since is left to it', () => {
  const release = hold(folder, 'report');
  writeFileSync(lock(), 'of another');
  release();
  expect(readFileSync(lock(), 'utf8')).toBe('of another');
});

test('where none can be written, nothing is held', () => {
  const release = hold(path.join(folder, 'nowhere'), 'report');
  release();
  expect(existsSync(path.join(folder, 'nowhere'))).toBe(false);
});

(process.platform === 'win32' ? test.skip : test)('a pipe in its place is not waited for', () => {
  execFileSync('mkfifo', [lock()]);
  hold(folder, 'report')();
  expect(readdirSync(folder)).toEqual([]);
});
