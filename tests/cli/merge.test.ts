import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Merged } from '../../src/results/merge';
import type { Report } from '../../src/results/report';
import { complaintOf } from '../../src/contract/published';
import { conforming, finding, HOSTILE, report, row, UNSAFE, violating } from '../reports/support';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const write = (name: string, content: unknown): string => {
  writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};
const read = (...names: string[]): string => readFileSync(path.join(folder, ...names), 'utf8');
const on = (target: string, made: Report): Report => ({ ...made, subject: { kind: 'provider', target } });

beforeAll(() => {
  write('a.json', on('http://a', conforming()));
  write('b.json', on('http://b', violating()));
  write('c.json', on('http://c', report([row('RES-204', 'untestable')], { verdict: 'incomplete' })));
});

describe('merge', () => {
  test('writes one report of many, and tells the verdict of each', async () => {
    const { exitCode, stdout } = await graphContract(['merge', 'b.json', 'a.json', '--out', 'both']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^VIOLATES {2}temporaryAccessPass, 2 subjects\n\nVIOLATES {2}provider http:\/\/b .*\nCONFORMS {2}provider http:\/\/a /,
    );
    expect(stdout).toContain('wrote both/merged.json\nwrote both/merged.md\n');
    expect(stdout).toMatch(/\nverdict: violates \(exit 1\)\n$/);
    const merged = JSON.parse(read('both', 'merged.json')) as Merged;
    expect(complaintOf('merged', merged)).toBeUndefined();
    expect(merged.parts.map(({ subject }) => subject.target)).toEqual(['http://a', 'http://b']);
    expect(read('both', 'merged.md')).toContain('| Row | Level | Requirement | `http://b` | `http://a` |');
  });

  test.each([
    [['a.json'], 0],
    [['a.json', 'a.json'], 0],
    [['a.json', 'c.json'], 3],
    [['c.json', 'b.json', 'a.json'], 1],
  ])('the worst verdict of %j decides', async (files, exitCode) => {
    expect(await graphContract(['merge', ...files, '--out', 'worst'])).toMatchObject({ exitCode });
  });

  test('takes what it wrote, in any grouping, with the same result', async () => {
    await graphContract(['merge', 'a.json', 'b.json', '--out', 'ab']);
    await graphContract(['merge', 'ab/merged.json', 'c.json', '--out', 'left']);
    await graphContract(['merge', 'c.json', 'b.json', '--out', 'cb']);
    await graphContract(['merge', 'cb/merged.json', 'ab/merged.json', '--out', 'right']);
    expect(read('left', 'merged.json')).toBe(read('right', 'merged.json'));
    expect(read('left', 'merged.md')).toBe(read('right', 'merged.md'));
  });

  test('shards of one run are one column', async () => {
    for (const only of ['RES-204', 'RES-EMPTY'])
      await graphContract(['verify', '--no-contexts', '--only', only, '--out', only, '--quiet']);
    for (const shard of ['RES-204', 'RES-EMPTY']) {
      const made = JSON.parse(read(shard, 'report.json')) as Report;
      write(path.join(shard, 'report.json'), on('http://one', made));
    }
    const { exitCode, stdout } = await graphContract([
      ...['merge', 'RES-204/report.json', 'RES-EMPTY/report.json', '--out', 'shards'],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('CONFORMS  provider http://one  2 of 2 MUST rows judged, 2 reports\n');
  });

  test('--json prints merged.json, and the rest on stderr; --quiet the verdict alone', async () => {
    const { stdout, stderr } = await graphContract(
      [...['merge', 'a.json', '-', '--json', '--quiet', '--out', 'json'], ...[]],
      { stdin: () => Readable.from([JSON.stringify(on('http://b', violating()))]) },
    );
    expect(stdout).toBe(read('json', 'merged.json'));
    expect(stderr).toBe('verdict: violates (exit 1)\n');
  });

  test('writes the formats that are named, and passes over what only a single report has', async () => {
    await graphContract(['merge', 'a.json', '--out', 'formats', '--format', 'markdown,junit']);
    expect(existsSync(path.join(folder, 'formats', 'merged.md'))).toBe(true);
    expect(existsSync(path.join(folder, 'formats', 'merged.json'))).toBe(false);
    expect(await graphContract(['merge', 'a.json', '--format', 'pdf'])).toMatchObject({ exitCode: 2 });
  });

  test('shows nothing of hostile text as it is', async () => {
    const hostile = report([row('RES-204', 'violates'), { ...row('SEM-MERGE'), id: HOSTILE }], {
      verdict: 'violates',
      reason: HOSTILE,
      subject: { kind: 'provider', target: `${HOSTILE}<script> | x` },
      findings: [finding('RES-204', 'violates', { message: HOSTILE.repeat(1000) })],
    });
    const { exitCode, stdout } = await graphContract([
      ...['merge', 'a.json', write('hostile.json', hostile), '--out', 'hostile'],
    ]);
    expect(exitCode).toBe(1);
    for (const text of [stdout, read('hostile', 'merged.json'), read('hostile', 'merged.md')])
      expect(text).not.toMatch(UNSAFE);
    expect(complaintOf('merged', JSON.parse(read('hostile', 'merged.json')))).toBeUndefined();
    expect((JSON.parse(read('hostile', 'merged.json')) as Merged).parts).toHaveLength(2);
  });

  test.each<[string[], RegExp]>([
    [['nowhere.json', 'a.json'], /^nowhere\.json: there is no such file\n$/],
    [['a.json', 'no.json'], /^no\.json: not JSON: .* in line 1, column \d+\n$/],
    [['a.json', 'none.json'], /^none\.json: it is not a report\.json of graph-contract\n$/],
    [['a.json', 'null.json'], /^null\.json: it is not a report\.json of graph-contract\n$/],
    [['a.json', 'empty.json'], /^empty\.json: it is not a merged\.json of graph-contract: .*\n$/],
    [['a.json', 'part.json'], /^part\.json: it is not a merged\.json of graph-contract: \/parts\/0.*\n$/],
    [['a.json', 'other.json'], /^reports of different operations cannot be merged: .*\n$/],
    [['-', '-'], /^- stands for standard input, which can only be read once: name it once\n$/],
    [[], /^missing required argument 'files'; usage: graph-contract merge \[options\] <files\.\.\.>\n$/],
  ])('says in one line what is wrong with %j', async (files, message) => {
    const { contract } = conforming();
    const merged = { schemaVersion: 1, kind: 'merged', tool: { name: 'x', version: '1' } };
    write('no.json', '{"a": ');
    write('none.json', {});
    write('null.json', 'null');
    write('empty.json', { ...merged, contract: { operation: 'x' }, parts: [] });
    write('part.json', { ...merged, contract: { operation: 'x' }, parts: [{ '\u001b[2J': 1 }] });
    write('other.json', { ...conforming(), contract: { ...contract, operation: 'GET /\u001b[2J\nx' } });
    const { exitCode, stdout, stderr } = await graphContract(['merge', ...files, '--out', 'bad']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(UNSAFE);
    expect(existsSync(path.join(folder, 'bad'))).toBe(false);
  });
});
