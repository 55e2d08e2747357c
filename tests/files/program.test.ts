import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathOutside, programNamed } from '../../src/files/program';
import { temporaryFolder } from '../cli/support';

const root = temporaryFolder();
const name = process.platform === 'win32' ? 'tool.exe' : 'tool';
const at = (...parts: string[]): string => path.join(root, ...parts);
const found = (...folders: string[]): string | undefined =>
  programNamed('tool', { PATH: folders.join(path.delimiter) }, at('here'));

beforeAll(() => {
  for (const folder of ['here', 'here/node_modules/.bin', 'plain', 'outside', 'folder']) {
    mkdirSync(at(folder), { recursive: true });
    if (folder !== 'folder')
      writeFileSync(at(folder, name), '', { mode: folder === 'plain' ? 0o600 : 0o700 });
  }
  mkdirSync(at('folder', name));
});

test('a program is taken from PATH, and none from the working directory or from nowhere in particular', () => {
  expect(found(at('here'), at('here', 'node_modules', '.bin'), '.', '', 'node_modules/.bin')).toBeUndefined();
  expect(found(path.relative(process.cwd(), at('outside')))).toBeUndefined();
  expect(found(at('here'), at('outside'))).toBe(at('outside', name));
  expect(found(at('folder'))).toBeUndefined();
  if (process.platform !== 'win32') expect(found(at('plain'))).toBeUndefined();
  expect(found()).toBeUndefined();
  expect(programNamed('tool', {}, at('here'))).toBeUndefined();
});

test('PATH is found by any spelling', () => {
  expect(pathOutside({ Path: at('outside') }, at('here'))).toEqual(['Path', [at('outside')]]);
});

(process.platform === 'win32' ? test.skip : test)('a link that is called like a program is one', () => {
  mkdirSync(at('links'));
  symlinkSync(at('outside', name), at('links', name));
  expect(found(at('links'))).toBe(at('links', name));
});
