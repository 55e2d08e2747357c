import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../src/files/folder';
import { UsageError } from '../../src/usage-error';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
writeFileSync(path.join(root, 'file'), '');
symlinkSync('nowhere', path.join(root, 'dangling'));

test('makes a folder and those above it, and takes one that is there', () => {
  const folder = path.join(root, 'a', 'b', 'c');
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

(process.platform === 'win32' ? test.skip : test)('makes it for whom it is asked to', () => {
  const folder = path.join(root, 'mine', 'alone');
  makeFolder(folder, 0o700);
  for (const each of [folder, path.dirname(folder)]) expect(statSync(each).mode & 0o777).toBe(0o700);
});

test.each<[string, string, string]>([
  ['that is a file', 'file', 'it is a file, not a folder'],
  ['below a file', 'file/below/it', 'a part of the path is not a folder'],
  ['behind a link that leads nowhere', 'dangling/below', 'it is a file, not a folder'],
])('refuses a place %s', (_what, place, why) => {
  const folder = path.join(root, place);
  expect(() => makeFolder(folder)).toThrow(UsageError);
  expect(() => makeFolder(folder)).toThrow(`${folder}: ${why}`);
});

const WITHOUT = ['/proc/x', '/proc/self/x/y', '/dev/null/x'].filter((place) =>
  existsSync(path.dirname(place)),
);
(WITHOUT.length > 0 ? test.each(WITHOUT) : test.skip.each(['none']))(
  'refuses %s, where the system lets nobody make a folder',
  (place) => {
    expect(() => makeFolder(place)).toThrow(UsageError);
  },
);

test('does not mind who else makes it at the same time', () => {
  const folder = path.join(root, 'race');
  mkdirSync(folder);
  expect(() => makeFolder(path.join(folder, 'in'))).not.toThrow();
});
