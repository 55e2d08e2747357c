import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readText } from '../../src/files/read';

const folder = mkdtempSync(path.join(tmpdir(), 'read-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('reads a file up to the limit, and names the limit of a larger one', () => {
  const file = path.join(folder, 'text');
  writeFileSync(file, 'abcd');
  expect(readText(file, 4)).toBe('abcd');
  expect(() => readText(file, 3)).toThrow(/^it is larger than 3 bytes, which is the most that is read/);
});
