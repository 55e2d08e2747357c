/** What the system does that a test cannot have it do: a full disk, and another process in the same moment. */
import * as fs from 'node:fs';
import path from 'node:path';
import { writeFully } from '../../src/files/aside';
import { makeFolder, NoFolder } from '../../src/files/folder';
import { hold } from '../../src/files/hold';
import { readText } from '../../src/files/read';
import { writePrivate } from '../../src/files/written';
import { closeJournal, openJournal } from '../../src/live/journal';
import { commandsLeft } from '../../src/live/left-open';
import { defaultPolicy } from '../../src/provider';
import { temporaryFolder } from '../cli/support';

jest.mock('node:fs', () => {
  const real = jest.requireActual<typeof fs>('node:fs');
  return {
    ...real,
    accessSync: jest.fn(real.accessSync),
    closeSync: jest.fn(real.closeSync),
    mkdirSync: jest.fn(real.mkdirSync),
    readFileSync: jest.fn(real.readFileSync),
    renameSync: jest.fn(real.renameSync),
    writeSync: jest.fn(real.writeSync),
  };
});

const real = jest.requireActual<typeof fs>('node:fs');
const root = temporaryFolder();
const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed, mkdir '/x'`), { code });
const failing = (code: string) => (): never => {
  throw failure(code);
};

test.each(['ENOSPC', 'EDQUOT'])('a folder is no wrong one where the disk is full: %s', (code) => {
  jest.mocked(fs.mkdirSync).mockImplementationOnce(failing(code));
  expect(() => makeFolder(path.join(root, code))).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['EACCES', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'no folder can be made there'],
  ['EXDEV', 'it failed'],
])('it is one where the system does not permit it: %s', (code, why) => {
  jest.mocked(fs.mkdirSync).mockImplementationOnce(failing(code));
  const folder = path.join(root, code);
  expect(() => makeFolder(folder)).toThrow(new NoFolder(folder, why));
});

test('nor where nothing can be written in a folder that is there', () => {
  jest.mocked(fs.accessSync).mockImplementationOnce(failing('EACCES'));
  expect(() => makeFolder(root)).toThrow(new NoFolder(root, 'permission denied'));
  expect(fs.accessSync).toHaveBeenLastCalledWith(root, fs.constants.W_OK);
});

test('another process may make the same folder in the same moment, and no file', () => {
  const [folder, file] = [path.join(root, 'folder'), path.join(root, 'file')];
  jest.mocked(fs.mkdirSync).mockImplementationOnce(() => {
    real.mkdirSync(folder);
    throw failure('EEXIST');
  });
  makeFolder(folder);
  jest.mocked(fs.mkdirSync).mockImplementationOnce(() => {
    real.writeFileSync(file, '');
    throw failure('EEXIST');
  });
  expect(() => makeFolder(file)).toThrow(NoFolder);
});

test('what a nearly full disk takes in parts is written whole', () => {
  const place = path.join(root, 'parts');
  const descriptor = fs.openSync(place, 'w');
  jest
    .mocked(fs.writeSync)
    .mockImplementationOnce((to, bytes, at) =>
      real.writeSync(to, bytes as unknown as Uint8Array, at as number, 2),
    );
  writeFully(descriptor, Buffer.from('abcdef'));
  fs.closeSync(descriptor);
  expect(fs.readFileSync(place, 'utf8')).toBe('abcdef');
});

test('a lock that cannot be written is none, and leaves nothing', () => {
  const folder = path.join(root, 'locks');
  fs.mkdirSync(folder);
  jest.mocked(fs.closeSync).mockClear();
  jest.mocked(fs.writeSync).mockImplementationOnce(failing('ENOSPC'));
  hold(folder, 'report')();
  expect(fs.closeSync).toHaveBeenCalledTimes(1);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a lock that has nothing in it yet is read again, since its process writes it next', () => {
  const folder = path.join(root, 'begun');
  fs.mkdirSync(folder);
  const lock = path.join(folder, '.report.lock');
  fs.writeFileSync(lock, '');
  jest.mocked(fs.readFileSync).mockImplementationOnce(() => {
    real.writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: 'elsewhere' }));
    return '';
  });
  expect(() => hold(folder, 'report')).toThrow(`process ${process.ppid} on elsewhere writes there`);
});

test('a lock that another process takes away in the same moment is taken all the same', () => {
  const folder = path.join(root, 'taken');
  fs.mkdirSync(folder);
  const lock = path.join(folder, '.report.lock');
  fs.writeFileSync(lock, 'of nobody');
  jest.mocked(fs.renameSync).mockImplementationOnce(() => {
    real.rmSync(lock);
    throw failure('ENOENT');
  });
  const release = hold(folder, 'report');
  expect(fs.readFileSync(lock, 'utf8')).toContain(`"pid":${process.pid}`);
  release();
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a lock that the system lets nobody take away is left', () => {
  const folder = path.join(root, 'left');
  fs.mkdirSync(folder);
  const lock = path.join(folder, '.report.lock');
  fs.writeFileSync(lock, 'of nobody');
  jest.mocked(fs.renameSync).mockImplementationOnce(failing('EPERM'));
  hold(folder, 'report')();
  expect(fs.readFileSync(lock, 'utf8')).toBe('of nobody');
});

test('what cannot be written whole leaves what was there, and nothing beside it', () => {
  const folder = path.join(root, 'whole');
  fs.mkdirSync(folder);
  const file = path.join(folder, 'a');
  fs.writeFileSync(file, 'before');
  jest.mocked(fs.writeSync).mockImplementationOnce(failing('ENOSPC'));
  expect(() => writePrivate(file, 'after')).toThrow(
    expect.objectContaining({ code: 'ENOSPC', message: `${file}: no space is left` }),
  );
  expect(fs.readFileSync(file, 'utf8')).toBe('before');
  expect(fs.readdirSync(folder)).toEqual(['a']);
});

test('a journal that cannot be written whole is taken away: a part of one would keep the next run from beginning', () => {
  const folder = path.join(root, 'journals');
  const entry = {
    ...{ version: 1 as const, target: 'https://graph.microsoft.com/v1.0', key: 'returned-key' as const },
    ...{ original: { ...defaultPolicy() }, written: {}, startedAt: '2026-11-30T03:00:00.000Z' },
    ...{ pid: process.pid, host: 'here' },
  };
  jest.mocked(fs.closeSync).mockClear();
  jest
    .mocked(fs.writeSync)
    .mockImplementationOnce((to, bytes) => real.writeSync(to, bytes as unknown as Uint8Array, 0, 20))
    .mockImplementationOnce(failing('ENOSPC'));
  expect(() => openJournal(folder, entry)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
  expect(fs.closeSync).toHaveBeenCalledTimes(1);
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(commandsLeft()).toEqual([]);
  closeJournal(openJournal(folder, entry));
});

test('a file that is read is closed, also where it is too large', () => {
  const file = path.join(root, 'large');
  fs.writeFileSync(file, 'x'.repeat(70_000));
  jest.mocked(fs.closeSync).mockClear();
  expect(readText(file)).toHaveLength(70_000);
  expect(fs.closeSync).toHaveBeenCalledTimes(1);
  const endless = '/dev/zero';
  if (fs.existsSync(endless))
    expect(() => readText(endless, 'header')).toThrow('it is larger than the limit');
  expect(fs.closeSync).toHaveBeenCalledTimes(fs.existsSync(endless) ? 2 : 1);
});
