import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeAll } from '../../src/files/written';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();

test('writes each file for its owner alone, in a folder that is made', () => {
  const folder = path.join(root, 'new');
  const written = writeAll(folder, [
    ['a.txt', () => 'a'],
    ['b.txt', () => 'b'],
  ]);
  expect(written).toEqual({ files: [path.join(folder, 'a.txt'), path.join(folder, 'b.txt')], unwritten: [] });
  expect(readFileSync(path.join(folder, 'b.txt'), 'utf8')).toBe('b');
  if (process.platform !== 'win32') expect(statSync(path.join(folder, 'a.txt')).mode & 0o777).toBe(0o600);
});

test('a file that cannot be written, and a text that cannot be made, keep no other from being written', () => {
  const folder = path.join(root, 'some');
  mkdirSync(path.join(folder, 'a.txt'), { recursive: true });
  const written = writeAll(folder, [
    ['a.txt', () => 'a'],
    [
      'b.txt',
      () => {
        throw new Error('too deep');
      },
    ],
    ['c.txt', () => 'c'],
  ]);
  expect(written).toEqual({
    files: [path.join(folder, 'c.txt')],
    unwritten: [
      { file: path.join(folder, 'a.txt'), why: 'it is a folder' },
      { file: path.join(folder, 'b.txt'), why: 'too deep' },
    ],
  });
});
