import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Passage } from '../../src/proxy/passage';
import { startThread, startWitness } from '../../src/proxy/witness-thread';
import type { WitnessOptions } from '../../src/proxy/witness-options';
import { packageFile } from '../../src/contract/package-root';
import { temporaryFolder } from '../cli/support';

const folder = temporaryFolder();
/** The compiled file: a thread runs JavaScript. */
const WORKER = packageFile('dist', 'src', 'proxy', 'witness-worker.js');

const optionsFor = (out: string, more: Partial<WitnessOptions> = {}): WitnessOptions => ({
  target: 'http://127.0.0.1:8080/v1.0',
  operation: 'temporaryAccessPass',
  strict: false,
  out: path.join(folder, out),
  lines: true,
  place: { host: { platform: 'linux', node: 'v20.0.0' }, commit: null },
  ...more,
});

const passage = (id: string, more: Partial<Passage> = {}): Passage => ({
  id,
  method: 'PATCH',
  url: 'http://127.0.0.1:8080/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass',
  headers: ['Authorization', 'Bearer abcdefgh', 'Content-Type', 'application/json'],
  requestBody: {
    data: '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","state":"enabled"}',
    left: 0,
  },
  requestWhole: true,
  responseBody: { data: '', left: 0 },
  wire: { head: 'HTTP/1.1 204 No Content\r\nrequest-id: 0f2e4c66-8d1b-4a7e-9a55-2f6f3c1d7e90\r\n\r\n' },
  timing: { startedAt: '2026-11-22T08:00:00.000Z', durationMs: 1 },
  ...more,
});

describe.each([
  [
    'in a thread',
    (options: WitnessOptions, line: (text: string) => void) => startThread(WORKER, options, line),
  ],
  ['here', startWitness],
])('%s', (where, starting) => {
  const folderOf = (name: string): string => `${where}-${name}`;

  test('keeps the record, tells of each exchange, and reports at the end', async () => {
    const lines: string[] = [];
    const witness = await starting(optionsFor(folderOf('whole')), (line) => lines.push(line));
    for (const id of ['x0001', 'x0002', 'x0003']) witness.take(passage(id));
    witness.take(passage('x0004', { requestBody: { data: '{}', left: 0 } }));
    const { reports } = await witness.end();
    expect(lines.map((line) => line.split('  ').slice(-1)[0]?.slice(0, 17))).toEqual([
      'conforms',
      'conforms',
      'conforms',
      'VIOLATES REQ-TYPE',
    ]);
    expect(reports).toMatchObject([{ verdict: 'violates', inputs: [{ read: 4, judged: 4 }] }]);
    const record = readFileSync(path.join(folder, folderOf('whole'), 'evidence.ndjson'), 'utf8');
    expect(record.trim().split('\n')).toHaveLength(6);
    expect(record).not.toContain('abcdefgh');
  });

  test('says nothing where no lines are wanted', async () => {
    const line = jest.fn();
    const witness = await starting(optionsFor(folderOf('quiet'), { lines: false }), line);
    witness.take(passage('x0001'));
    await witness.end();
    expect(line).not.toHaveBeenCalled();
  });

  test('what the file system refuses is known before anything passes', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    await expect(starting(optionsFor('file/below'), () => undefined)).rejects.toThrow(
      /a part of the path is not a folder/,
    );
  });

  test('asks for an end when a file cannot be written, and judges what passed all the same', async () => {
    const file = path.join(folder, folderOf('pact.json'));
    mkdirSync(file);
    const record = { file, consumer: 'a', provider: 'b' };
    const witness = await starting(optionsFor(folderOf('broken'), { record }), () => undefined);
    witness.take(passage('x0001'));
    expect(await witness.broken).toBeUndefined();
    const { reports, unwritten } = await witness.end();
    expect(unwritten).toEqual([{ file, why: 'it is a folder' }]);
    expect(reports).toMatchObject([{ verdict: 'incomplete', inputs: [{ judged: 1 }] }]);
    expect(reports[0]?.findings.map(({ message }) => message)).toContain(
      `${path.basename(file)} could not be written: it is a folder`,
    );
  });
});

test('clients wait when the record lags far behind, and no longer than that', async () => {
  const witness = await startThread(WORKER, optionsFor('behind', { lines: false }), () => undefined);
  expect(witness.room()).toBeUndefined();
  const heavy = { data: 'a'.repeat(256 * 1024), left: 0 };
  let taken = 0;
  while (!witness.room()) witness.take(passage(`x${(taken += 1)}`, { responseBody: heavy }));
  expect(taken).toBeLessThan(1000);
  await witness.room();
  expect(witness.room()).toBeUndefined();
  const { reports } = await witness.end();
  expect(reports[0]?.inputs[0]?.read).toBe(taken);
});
