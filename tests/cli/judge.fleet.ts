import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

describe('judge', () => {
  beforeAll(async () => {
    await graphContract(['verify', '--only', 'RES-*', '--out', 'run']);
  });

  test('writes the report of the run again', async () => {
    const { exitCode, stdout } = await graphContract([
      ...['judge', 'run/evidence.ndjson', '--only', 'RES-*', '--out', 'again'],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^CONFORMS {2}temporaryAccessPass, provider http/);
    const { provenance, ...again } = reportIn('again');
    const { provenance: before, ...report } = reportIn('run');
    expect(again).toEqual(report);
    expect(provenance).toEqual({ ...before, judgedAt: expect.any(String) as string });
  });

  test('takes standard input, and gzip', async () => {
    const evidence = gzipSync(readFileSync(path.join(folder, 'run', 'evidence.ndjson')));
    const { exitCode } = await graphContract(['judge', '-', '--only', 'RES-*', '--out', 'piped'], {
      stdin: () => Readable.from([evidence]),
    });
    expect(exitCode).toBe(0);
    expect(reportIn('piped').provenance.evidence?.digest).toBe(reportIn('run').provenance.evidence?.digest);
  });

  test('takes the options of a run: what is not selected is not judged', async () => {
    const { exitCode } = await graphContract([
      ...['judge', 'run/evidence.ndjson', '--only', 'RES-204', '--out', 'part', '--quiet'],
    ]);
    expect(exitCode).toBe(0);
    expect(reportIn('part').requirements.map(({ id }) => id)).toEqual(['RES-204']);
  });

  test.each([
    ['nowhere.ndjson', /^nowhere\.ndjson: there is no such file\n$/],
    [
      'run/report.json',
      /^run\/report\.json: it is a JSON document over several lines, and not the record of a run/,
    ],
  ])('says in one line what is wrong with %s', async (file, message) => {
    const { exitCode, stderr } = await graphContract(['judge', file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trim()).not.toContain('\n');
  });
});
