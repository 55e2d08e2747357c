import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from '../cli/support';
import { Library, TOKENS } from './library';
import { SHELF_FOLDER } from '.';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const OWN = ['--operation', SHELF_FOLDER];
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

let library: Library;
let provider: string;
beforeAll(async () => {
  library = new Library();
  provider = await library.start();
});
afterAll(() => library.close());

test('verify judges a provider, and judge its record again', async () => {
  const env = { GRAPH_TOKEN: TOKENS.write, GRAPH_TOKEN_READONLY: TOKENS.read };
  const run = await graphContract(['verify', ...OWN, '--provider', provider, '--out', 'run'], { env });
  expect(run.stdout).toContain('CONFORMS');
  expect(run.exitCode).toBe(0);
  const again = await graphContract(['judge', 'run/evidence.ndjson', ...OWN, '--out', 'again']);
  expect(again.exitCode).toBe(0);
  expect(reportIn('again').requirements).toEqual(reportIn('run').requirements);
  const other = await graphContract(['judge', 'run/evidence.ndjson', '--operation', 'sms', '--out', 'other']);
  expect(other.exitCode).toBe(2);
});
