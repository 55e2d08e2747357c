import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  expect(() => new EvidenceWriter(folder)).toThrow(/it is a folder/);
});

describe('a record that is taken away while it is written', () => {
  const half = (file: string): EvidenceWriter => {
    const writer = new EvidenceWriter(file);
    writer.append({ kind: 'exchange', ...exchange({ id: '1', text: 'a'.repeat(200_000) }) });
    return writer;
  };

  test.each(['the file', 'its folder', 'the file, and another is put there'])(
    '%s: it is whole at the end',
    (what) => {
      const file = path.join(folder, 'out', 'evidence.ndjson');
      const writer = half(file);
      rmSync(what === 'its folder' ? path.dirname(file) : file, { recursive: true });
      if (what.endsWith('there')) writeFileSync(file, 'another');
      writer.append(END);
      expect(writer.close()).toBe(`sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
      expect(linesOf(file)).toMatchObject([{ id: '1' }, END]);
      expect(writer.kept).toEqual({ files: [file], unwritten: [] });
    },
  );

  test('is told of where something else stands in its place', () => {
    const file = path.join(folder, 'evidence.ndjson');
    const writer = half(file);
    rmSync(file);
    mkdirSync(file);
    writer.close();
    const why = 'something else was put in its place';
    expect(writer.kept).toEqual({ files: [], unwritten: [{ file, why }] });
  });
});
