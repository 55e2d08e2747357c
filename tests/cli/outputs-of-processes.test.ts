/** Outputs of commands in processes of their own: a disk that becomes full in their midst, and several runs into one folder. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { READ_SCOPE, testToken } from '../../src/provider';
import type { Report } from '../../src/results/report';
import { toItsEnd, type Running } from './ends/child';
import { temporaryFolder } from './support';

const folder = temporaryFolder();
const at = (...parts: string[]): string => path.join(folder, ...parts);
const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
const READS = 8;

/** Reads the policy some times, and ends the proxy. */
async function reads({ child, url }: Running): Promise<void> {
  const headers = { Authorization: `Bearer ${testToken(READ_SCOPE)}` };
  for (let count = 0; count < READS; count += 1)
    await fetch(`${await url}${POLICY}`, { headers }).then((answer) => answer.text());
  child.kill('SIGINT');
}

const FILES = ['evidence.ndjson', 'pact.json', 'report.html', 'report.json'] as const;

test.each([
  ['before the first exchange', 600],
  ['between two exchanges', 7000],
  // The record has a disk of its own, in another thread.
  ['in a report', 25_000],
])(
  'a proxy whose disk is full %s leaves whole files, and says of each other one why',
  async (_where, bytes) => {
    const out = `full-${bytes}`;
    mkdirSync(at(out));
    for (const name of FILES) writeFileSync(at(out, name), 'of yesterday');
    const preload = pathToFileURL(path.join(__dirname, 'full-disk.mjs')).href;
    const { code, stdout, stderr } = await toItsEnd(
      {
        args: [
          'proxy',
          '--port',
          '0',
          '--quiet',
          '--format=json,html',
          '--out',
          out,
          '--record',
          `${out}/pact.json`,
        ],
        env: { NODE_OPTIONS: `--import ${preload}`, FULL_AFTER: String(bytes) },
        meanwhile: reads,
      },
      folder,
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(/^(INCOMPLETE|CONFORMS) /m);
    const untold = stderr.split('\n').filter((line) => !/^(not written: \S+: no space is left)?$/.test(line));
    expect(untold).toEqual([]);
    const texts = FILES.map((name) => [name, readFileSync(at(out, name), 'utf8')] as const);
    for (const [name, text] of texts) {
      if (text === 'of yesterday') expect(stderr).toContain(`not written: ${out}/${name}`);
      else if (name !== 'report.html')
        for (const json of name.endsWith('.json') ? [text] : text.trimEnd().split('\n')) JSON.parse(json);
      if (stderr.includes(name) && name !== 'evidence.ndjson')
        expect([name, text]).toEqual([name, 'of yesterday']);
    }
    // What it has seen until then is on record, and no half of a line.
    const record = readFileSync(at(out, 'evidence.ndjson'), 'utf8');
    const seen = record.match(/^\{"kind":"exchange"/gm)?.length ?? 0;
    expect(record.endsWith('\n')).toBe(true);
    expect(stderr.includes('evidence.ndjson')).toBe(seen < READS);
    expect(readdirSync(at(out)).sort()).toEqual([...FILES]);
  },
);

test('of several processes with one folder, one writes all of its files, and each other one says who does', async () => {
  writeFileSync(at('none.ndjson'), '\n');
  const args = ['verify', '--only', 'RES-204', '--settle', '0', '--quiet', '--out', 'shared'];
  const ended = await Promise.all([1, 2, 3].map(() => toItsEnd({ args }, folder)));
  const codes = ended.map(({ code }) => code);
  expect([...codes].sort()).toEqual([0, 2, 2]);
  for (const { code, stdout, stderr } of ended)
    if (code === 2) {
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^--out shared: another run writes there \(process \d+ on [^\n]*\n$/);
    }
  expect(readdirSync(at('shared')).sort()).toEqual([
    'evidence.ndjson',
    'junit.xml',
    'report.html',
    'report.json',
  ]);
  const report = JSON.parse(readFileSync(at('shared', 'report.json'), 'utf8')) as Report;
  expect(report.verdict).toBe('conforms');
  expect(readFileSync(at('shared', 'evidence.ndjson'), 'utf8')).toMatch(/"kind":"end".*\n$/);
});
