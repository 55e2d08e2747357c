import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';
import type { Strength } from '../../src/fleet/score';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const graphContract = commandLine(folder);

/** A provider with nothing wrong, started as a user would start one of theirs. */
const SERVE = [process.execPath, packageFile('dist', 'bundle', 'cli', 'main.mjs'), 'serve', '--port', '0'];

/** Writes a fleet of one fault, which the command does not have: it survives. */
const fleet = (file: string, entry: object): void =>
  writeFileSync(path.join(folder, file), JSON.stringify({ faults: [entry] }));

test('a fleet of the user is judged, and a fault that nothing notices fails the command', async () => {
  fleet('fleet.yaml', { id: 'ours', command: SERVE, breaks: 'RES-204', says: 'nothing at all' });
  const { exitCode, stdout } = await graphContract(['strength', '--faults', 'fleet.yaml', '--out', 'out']);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('faults noticed: 0 of 1 (MUST 0 of 1)');
  expect(stdout).toContain('survivors (1):\n  ours  RES-204 MUST  nothing at all');
  expect(readFileSync(path.join(folder, 'out', 'strength.md'), 'utf8')).toContain('**survives**');
});

test('--json keeps stdout for the result, --quiet says the score alone, and a note that is missed is no failure', async () => {
  fleet('note.yaml', { id: 'note', command: SERVE, breaks: 'RES-ODV' });
  const { exitCode, stdout, stderr } = await graphContract(
    ['strength', '--faults', 'note.yaml', '--out', 'json', '--json', '--quiet'],
    { terminal: { stdout: false, stderr: true, width: 80 } },
  );
  const { faults, score } = JSON.parse(stdout) as Strength;
  expect(faults).toMatchObject([{ id: 'note', level: 'INFO', killed: false }]);
  expect(score.levels.INFO).toEqual({ faults: 1, killed: 0 });
  expect(stderr.split('\n')[0]).toBe('faults noticed: 0 of 1 (INFO 0 of 1)');
  expect(exitCode).toBe(0);
});

test.each<[string, string[], RegExp]>([
  ['a file that is not there', ['--faults', 'none.yaml'], /^--faults none\.yaml: there is no such file\n$/],
  ['a fleet without a fault', ['--faults', 'empty.yaml'], /^--faults empty\.yaml: .*faults.*\n$/],
])('%s is one line and exit code 2', async (_name, args, line) => {
  writeFileSync(path.join(folder, 'empty.yaml'), 'faults: []\n');
  const { exitCode, stderr } = await graphContract(['strength', '--out', 'nothing', ...args]);
  expect(stderr).toMatch(line);
  expect(exitCode).toBe(2);
  expect(existsSync(path.join(folder, 'nothing'))).toBe(false);
});

test('--only tries what it names, and no more', async () => {
  const { exitCode, stdout } = await graphContract([
    ...['strength', '--only', 'success-200-e*', '--no-reproduce', '--json', '--out', 'part'],
  ]);
  const { faults, variants, thin } = JSON.parse(stdout) as {
    faults: { id: string }[];
    variants: [];
    thin: [];
  };
  expect(exitCode).toBe(0);
  expect(faults.map(({ id }) => id)).toContain('success-200-empty');
  expect(faults.every(({ id }) => id.startsWith('success-200-e'))).toBe(true);
  expect([variants, thin]).toEqual([[], []]);
  const unknown = await graphContract(['strength', '--only', 'success-200-emtpy']);
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('did you mean success-200-empty?'),
  ]);
}, 60_000);
