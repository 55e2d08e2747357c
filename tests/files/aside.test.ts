import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { openAside, writeFully } from '../../src/files/aside';
import { writePrivate } from '../../src/files/written';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
let folder: string;
let count = 0;
beforeEach(() => mkdirSync((folder = path.join(root, String((count += 1))))));
const at = (name: string): string => path.join(folder, name);

test('the place has what it had until it is put there, and can be written further then', () => {
  writeFileSync(at('a'), 'before', { mode: 0o644 });
  const aside = openAside(at('a'));
  writeFully(aside.descriptor, Buffer.from('one'));
  expect(readFileSync(at('a'), 'utf8')).toBe('before');
  aside.put();
  aside.put();
  writeFully(aside.descriptor, Buffer.from(' two'));
  aside.drop();
  expect(readFileSync(at('a'), 'utf8')).toBe('one two');
  if (process.platform !== 'win32') expect(statSync(at('a')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a']);
});

test('what is dropped leaves nothing', () => {
  openAside(at('a')).drop();
  expect(readdirSync(folder)).toEqual([]);
});

test('a name of the greatest length is written', () => {
  const name = 'n'.repeat(255);
  writePrivate(at(name), 'text');
  expect(readdirSync(folder)).toEqual([name]);
});

test('a folder, and a link to what is no file, are refused', () => {
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('link'));
  symlinkSync('/dev/null', at('device'));
  expect(() => openAside(at('folder'))).toThrow(/EISDIR/);
  expect(() => openAside(at('link'))).toThrow(/EISDIR/);
  if (process.platform !== 'win32') expect(() => openAside(at('device'))).toThrow(/ELOOP/);
  expect(readdirSync(folder).sort()).toEqual(['device', 'folder', 'link']);
});

test('a link that leads nowhere is replaced', () => {
  symlinkSync(path.join(root, 'not-there'), at('link'));
  writePrivate(at('link'), 'text');
  expect(readFileSync(at('link'), 'utf8')).toBe('text');
  expect(existsSync(path.join(root, 'not-there'))).toBe(false);
});

(process.platform === 'win32' ? test.skip : test)('a device is written to as it is', () => {
  writePrivate('/dev/null', 'text');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
