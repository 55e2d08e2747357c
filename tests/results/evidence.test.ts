import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EvidenceWriter, type EvidenceLine } from '../../src/results/evidence';
import { exchange } from '../checks/support';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const END: EvidenceLine = { kind: 'end', durationMs: 12 };
const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

test('writes each line as it happens, so that a killed run leaves all that it saw', () => {
  const file = path.join(folder, 'evidence.ndjson');
  const writer = new EvidenceWriter(file);
  const first: EvidenceLine = { kind: 'exchange', ...exchange({ id: '1', text: 'two\nlines' }) };
  writer.append(first);
  expect(linesOf(file)).toEqual([first]);
  writer.append(END);
  expect(linesOf(file)).toEqual([first, END]);
  writer.close();
});

test('gives the digest of what stands in the file', () => {
  const file = path.join(folder, 'evidence.ndjson');
  const writer = new EvidenceWriter(file);
  writer.append({ kind: 'exchange', ...exchange({ text: 'Zürich' }) });
  writer.append(END);
  expect(writer.close()).toBe(`sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
});

test('makes the folder, and the file for its owner alone', () => {
  const file = path.join(folder, 'a', 'b', 'evidence.ndjson');
  const writer = new EvidenceWriter(file);
  writer.append(END);
  writer.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('starts a file anew', () => {
  const file = path.join(folder, 'evidence.ndjson');
  writeFileSync(file, 'of yesterday\n');
  const writer = new EvidenceWriter(file);
  writer.append(END);
  writer.close();
  expect(linesOf(file)).toEqual([END]);
});

test('throws where there can be no file', () => {
  expect(() => new EvidenceWriter(folder)).toThrow(/EISDIR/);
});
