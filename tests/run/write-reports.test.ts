import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeReports, type FileFormat } from '../../src/run/write-reports';
import { finding, register, violating } from '../reports/support';

const folder = mkdtempSync(path.join(tmpdir(), 'write-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const steps = [{ name: 'a read', method: 'GET', path: '/x', headers: [], body: null }];
const shown = { check: 'response/status', requirement: 'RES-204', pointer: null, step: 0 };
const reproduction = { steps, expect: { ...shown, expected: '204', actual: '200', test: null } };
const made = {
  ...violating(),
  // Of many findings of a case, the last have the command in the place of a script.
  findings: Array.from({ length: 12 }, (_, at) =>
    finding('RES-204', 'violates', { id: `RES-204-${at}`, message: `m${at}`, reproduction }),
  ),
};

test.each<[FileFormat[], string]>([
  [['junit', 'html', 'json'], `graph-contract reproduce ${path.join('out', 'report.json')} RES-204-`],
  [['junit', 'html'], 'graph-contract reproduce FILE RES-204-'],
])('of %j, the command that shows a finding again names the report that is written', (formats, command) => {
  const out = path.join(folder, 'out');
  const { unwritten } = writeReports(made, register, out, formats, { cwd: folder });
  expect(unwritten).toEqual([]);
  for (const file of ['junit.xml', 'report.html'])
    expect(readFileSync(path.join(out, file), 'utf8')).toContain(command);
});
