import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../../src/bounds/limits';
import { readText } from '../../src/files/read';

const folder = mkdtempSync(path.join(tmpdir(), 'read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

test('reads a file up to the limit, and names the limit of a larger one and what raises it', () => {
  const most = 'a'.repeat(LIMITS.header);
  expect(readText(written('most', most), 'header')).toBe(most);
  expect(() => readText(written('more', `${most}a`), 'header')).toThrow(
    /^it is larger than the limit of 65536 bytes; GRAPH_CONTRACT_LIMITS=header=131072 raises it$/,
  );
});

test.each([
  ['UTF-8', Buffer.from('a: é\n')],
  ['UTF-8 with a mark', Buffer.from('\ufeffa: é\n')],
  ['UTF-16, little end first', Buffer.from('\ufeffa: é\n', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufeffa: é\n', 'utf16le').swap16()],
])('reads %s', (name, bytes) => expect(readText(written(name, bytes))).toBe('a: é\n'));

test.each([
  ['bytes of no letter', [0x61, 0xff, 0x62]],
  ['half of a pair', [0x61, 0xed, 0xa0, 0x80]],
  ['a letter that is written too long', [0xc0, 0x80]],
])('refuses %s', (name, bytes) => {
  expect(() => readText(written(name, Buffer.from(bytes)))).toThrow('it is not in UTF-8; save it as UTF-8');
});

const posix = process.platform === 'win32' ? test.skip : test;
posix('ends at the limit of what never ends', () => {
  expect(() => readText('/dev/zero', 'header')).toThrow('it is larger than the limit of 65536 bytes');
});
