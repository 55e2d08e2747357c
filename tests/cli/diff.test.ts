import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Report } from '../../src/results/report';
import { complaintOf } from '../../src/contract/published';
import { conforming, finding, HOSTILE, report, row, UNSAFE, violating } from '../reports/support';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);
const write = (name: string, content: string | Buffer | Report): string => {
  const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
  writeFileSync(path.join(folder, name), text);
  return name;
};

beforeAll(() => {
  write('conforming.json', conforming());
  write('violating.json', violating());
});

describe('diff', () => {
  test('of two runs on one provider says that there is none', async () => {
    for (const out of ['one', 'two'])
      await graphContract(['verify', '--no-contexts', '--only', 'RES-*,GET-SHAPE', '--out', out, '--quiet']);
    expect(await graphContract(['diff', 'one/report.json', 'two/report.json'])).toEqual({
      ...{ exitCode: 0, stdout: 'no difference\n', stderr: '' },
    });
  });

  test('exits 1 where something got worse, and 0 where it got better', async () => {
    const worse = await graphContract(['diff', 'conforming.json', 'violating.json']);
    expect(worse.exitCode).toBe(1);
    expect(worse.stdout).toContain('RES-204 MUST  Success is 204  conforms -> violates  (got worse)\n');
    expect(worse.stdout).toMatch(/\nworse: [^]* verdict conforms -> violates\s+\(exit 1\)\n$/);
    const better = await graphContract([
      ...['diff', write('broken.json', { ...conforming(), verdict: 'violates' }), 'conforming.json'],
    ]);
    expect(better).toMatchObject({ exitCode: 0 });
    expect(better.stdout).toContain('verdict violates -> conforms (exit 0)');
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
  ])('reads a report that Windows PowerShell wrote in %s with a byte order mark', async (_, coded) => {
    const marked = write(
      'marked.json',
      coded(`\ufeff${JSON.stringify(conforming(), null, 1).replace(/\n/g, '\r\n')}`),
    );
    expect(await graphContract(['diff', marked, 'conforming.json'])).toMatchObject({ exitCode: 0 });
  });

  test('--quiet tells the conclusion alone', async () => {
    const { stdout } = await graphContract(['diff', 'conforming.json', 'violating.json', '--quiet'], {
      terminal: { stdout: false, stderr: false, width: 500 },
    });
    expect(stdout).toMatch(/^worse: .*\n$/);
  });

  test('--json has the published shape', async () => {
    const { stdout, exitCode } = await graphContract(['diff', 'conforming.json', 'violating.json', '--json']);
    expect(exitCode).toBe(1);
    expect(complaintOf('diff', JSON.parse(stdout))).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({ result: 'worse', verdict: { regression: true } });
  });

  test('is in colour on a terminal, unless that is not wanted', async () => {
    const terminal = { stdout: true, stderr: true, width: 80 };
    const args = ['diff', 'conforming.json', 'violating.json'];
    expect((await graphContract(args, { terminal })).stdout).toContain('\u001b[');
    expect((await graphContract([...args, '--no-color'], { terminal })).stdout).not.toContain('\u001b[');
    expect((await graphContract(args, { terminal, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b[');
  });

  test('takes one of them from standard input, and gzip', async () => {
    const stdin = (): Readable => Readable.from([gzipSync(JSON.stringify(conforming()))]);
    for (const files of [
      ['-', 'conforming.json'],
      ['conforming.json', '-'],
    ])
      expect(await graphContract(['diff', ...files], { stdin })).toMatchObject({
        ...{ exitCode: 0, stdout: 'no difference\n' },
      });
  });

  test('shows nothing of hostile text as it is', async () => {
    const hostile = report([row('RES-204', 'violates'), { ...row('SEM-MERGE'), id: HOSTILE }], {
      verdict: 'violates',
      subject: { kind: 'provider', target: `${HOSTILE}<script> | x` },
      findings: [finding('RES-204', 'violates', { message: HOSTILE.repeat(1000) })],
    });
    for (const more of [[], ['--json'], ['--quiet']]) {
      const { exitCode, stdout } = await graphContract([
        ...['diff', 'conforming.json', write('hostile.json', hostile), ...more],
      ]);
      expect(exitCode).toBe(1);
      expect(stdout).not.toMatch(UNSAFE);
    }
  });

  test.each<[string, Partial<Report>]>([
    ['operations', { contract: { ...conforming().contract, operation: 'GET /\u001b[2Jx' } }],
    ['kinds of subject', { subject: { kind: 'client', target: 'a.har' } }],
  ])('exits 3 where they are of different %s', async (what, other) => {
    const file = write('other.json', { ...conforming(), ...other });
    const { exitCode, stdout, stderr } = await graphContract(['diff', 'conforming.json', file, '--json']);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      new RegExp(`^the reports cannot be compared: they are of different ${what}: .*\\n$`),
    );
    expect(stderr).not.toMatch(UNSAFE);
  });

  test.each<[string[], RegExp]>([
    [['nowhere.json', 'conforming.json'], /^nowhere\.json: there is no such file\n$/],
    [['conforming.json', '.'], /^\.: it is a folder\n$/],
    [['conforming.json', 'no.json'], /^no\.json: not JSON: .* in line 1, column \d+\n$/],
    [['conforming.json', 'none.json'], /^none\.json: it is not a report\.json of graph-contract\n$/],
    [['conforming.json', 'evil.json'], /^evil\.json: it is not a report\.json of graph-contract: .*\n$/],
    [['conforming.json', 'cut.gz'], /^cut\.gz: .*\n$/],
    [['-', '-'], /^- stands for standard input, which can only be read once: name it once\n$/],
    [['-', 'conforming.json'], /^standard input: not JSON: .*\n$/],
    [
      ['conforming.json'],
      /^missing required argument 'after'; usage: graph-contract diff \[options\] <before> <after>\n$/,
    ],
  ])('says in one line what is wrong with %j', async (files, message) => {
    write('no.json', '{"a": ');
    write('none.json', '[]');
    write('evil.json', JSON.stringify({ ...conforming(), '\u001b[2J\n::error::x': 1 }));
    write('cut.gz', gzipSync(JSON.stringify(conforming())).subarray(0, 60));
    const { exitCode, stdout, stderr } = await graphContract(['diff', ...files]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(UNSAFE);
  });
});
