import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { operationNamed } from '../../src/contract/operation';
import '../../src/jest';
import type { Report } from '../../src/results/report';
import { commandLine, temporaryFolder } from '../cli/support';
import { ownShelf, SHELF_FOLDER } from '.';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const OWN = ['--operation', SHELF_FOLDER];
const url = 'https://library.example/v1.0/library/shelves/7';
const exchange = (body: object, policy: object) => ({
  request: {
    method: 'PATCH',
    url,
    headers: { Authorization: 'Bearer abc', 'Content-Type': 'application/json' },
    body,
  },
  response: {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'request-id': '7f1c2a34-5b6d-4e8f-9a01-23456789abcd' },
    body: policy,
  },
});
const shelf = { number: 7, ...ownShelf().states.A };
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(path.join(folder, out, 'report.json'), 'utf8')) as Report;

beforeAll(() => {
  const lines = [exchange({ label: 'Here' }, { ...shelf, label: 'Here' })];
  writeFileSync(path.join(folder, 'good.ndjson'), lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const bad = exchange({ capacity: 9 }, { ...shelf, capacity: 9 });
  writeFileSync(path.join(folder, 'bad.ndjson'), `${JSON.stringify(bad)}\n`);
});

test('check judges recorded traffic of the operation', async () => {
  const good = await graphContract(['check', 'good.ndjson', ...OWN, '--out', 'good']);
  expect(good).toMatchObject({ exitCode: 0, stderr: '' });
  const bad = await graphContract(['check', 'bad.ndjson', ...OWN, '--out', 'bad']);
  expect(bad.exitCode).toBe(1);
  const broken = reportIn('bad').findings.filter(({ outcome }) => outcome === 'violates');
  expect(broken.map(({ requirement }) => requirement)).toEqual(
    expect.arrayContaining(['REQ-CAPACITY', 'ERR-RANGE']),
  );
});

test('diff and merge take the reports of such runs', async () => {
  const compared = await graphContract(['diff', 'good/report.json', 'bad/report.json', ...OWN]);
  expect(compared.exitCode).toBe(1);
  expect(compared.stdout).toContain('REQ-CAPACITY');
  const merged = await graphContract([
    'merge',
    'good/report.json',
    'bad/report.json',
    ...OWN,
    '--out',
    'all',
  ]);
  expect(merged.exitCode).toBe(1);
  expect(merged.stdout).toContain('REQ-CAPACITY');
});

test('requirements and explain know the rows of the pack', async () => {
  const listed = await graphContract(['requirements', ...OWN, '--json']);
  const { requirements } = JSON.parse(listed.stdout) as { requirements: { id: string }[] };
  expect(requirements.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['REQ-LABEL', 'RES-200', 'RES-SHOWS']),
  );
  expect((await graphContract(['explain', 'REQ-LABEL', ...OWN])).stdout).toContain('label is text');
});

test.each([['verify'], ['serve'], ['strength'], ['proxy']])(
  '%s says that there is no embedded provider of it',
  async (command) => {
    const { exitCode, stdout, stderr } = await graphContract([command, ...OWN]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/there is no embedded provider of it; name your own with --provider/);
    expect(stderr.trimEnd()).not.toContain('\n');
  },
);

test('the matchers take what is of a pack that was loaded', () => {
  expect(operationNamed(SHELF_FOLDER)).toBe(ownShelf());
  expect(exchange({ label: 'Here' }, { ...shelf, label: 'Here' })).toConformToContract();
  expect(() => expect(exchange({ capacity: 9 }, { ...shelf, capacity: 9 })).toConformToContract()).toThrow(
    /REQ-CAPACITY/,
  );
});
