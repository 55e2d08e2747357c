import { Command } from 'commander';
import { COMMANDS } from '../../src/cli/commands';
import { QUIET, type Io } from '../../src/cli/io';
import { commandLine, temporaryFolder } from './support';

const graphContract = commandLine(temporaryFolder());

/** The arguments of a command that ends by itself. The others listen, or judge a whole fleet. */
const CALLS: Record<string, string[]> = {
  verify: ['--only', 'RES-204'],
  check: ['reports/evidence.ndjson', '--out', 'checked'],
  judge: ['reports/evidence.ndjson', '--out', 'judged'],
  diff: ['reports/report.json', 'reports/report.json'],
  merge: ['reports/report.json', '--out', 'merged'],
  drift: ['--evidence', 'reports/evidence.ndjson', '--out', 'drift'],
};
const LONGER = ['proxy', 'serve', 'strength'];

test('--quiet means the same of every command that has it', async () => {
  const quiet: string[] = [];
  for (const { name, load } of COMMANDS) {
    const command = new Command(name);
    (await load()).define(command, { cwd: '.' } as Io, () => undefined);
    const option = command.options.find(({ long }) => long === '--quiet');
    if (option) quiet.push(name);
    expect([name, option?.description ?? QUIET]).toEqual([name, QUIET]);
  }
  expect(new Set(quiet)).toEqual(new Set([...Object.keys(CALLS), ...LONGER]));
});

test('it leaves the result, and nothing on standard error', async () => {
  for (const [name, args] of Object.entries(CALLS)) {
    const plain = await graphContract([name, ...args]);
    const { exitCode, stdout, stderr } = await graphContract([name, ...args, '--quiet']);
    expect({ name, exitCode, stderr }).toEqual({ name, exitCode: plain.exitCode, stderr: '' });
    expect(stdout).not.toMatch(/^wrote |^put back|^rows:/m);
    const [lines, all] = [stdout, plain.stdout].map((text) => text.trimEnd().split('\n'));
    expect(lines?.length).toBeLessThanOrEqual(all?.length ?? 0);
    expect(lines?.at(-1)).not.toBe('');
  }
}, 60_000);

test('help has commands and options in groups, and leaves none of them out', async () => {
  const help = async (...args: string[]): Promise<string> =>
    (await graphContract([...args, '--help'])).stdout;
  const all = await help();
  for (const { name, group } of COMMANDS) {
    expect(all).toContain(`\n${group}\n`);
    expect(all).toMatch(new RegExp(`^  ${name} `, 'm'));
  }
  const verify = await help('verify');
  const headings = [...verify.matchAll(/^(\S[^\n]*):$/gm)].map(([, heading]) => heading);
  expect(headings.length).toBeGreaterThan(6);
  // Under the heading of those without a group stands help alone.
  expect(verify).toMatch(/^Options:\n {2}-h, --help [^\n]*\n*$/m);
});
