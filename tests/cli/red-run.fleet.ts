/** What the person sees whose pipeline is red: the first screen, and a command that shows it again. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const FAULTS: [fault: string, requirement: string][] = [
  ['success-200-policy', 'RES-204'],
  ['error-empty', 'ERR-ENVELOPE'],
  ['method-put-taken', 'ERR-405'],
];

/** What stands first on a terminal of 80 columns and 24 lines. */
const firstScreen = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => (line.length > 80 ? chunks(line) : [line]))
    .slice(0, 24);
const chunks = (line: string): string[] => line.match(/.{1,80}/g) ?? [];

describe.each(FAULTS)('of a provider with the fault %s', (fault, requirement) => {
  let provider: Awaited<ReturnType<typeof startFaulty>>;
  let stdout = '';
  beforeAll(async () => {
    provider = await startFaulty(behaviourOf(fault) ?? {}, {});
    ({ stdout } = await commandLine(folder)([
      'verify',
      '--provider',
      provider.url,
      '--only',
      requirement,
      '--out',
      'reports',
    ]));
  });
  afterAll(() => provider.close());

  const commandOf = (text: string): string[] =>
    / {2}again {5}npx graph-contract (reproduce reports\/report\.json \S+)/.exec(text)?.[1]?.split(' ') ?? [];

  test('the first screen has verdict, clause, expected, actual, what to change and the command that repeats it', () => {
    const screen = firstScreen(stdout);
    expect(screen[0]).toMatch(/^VIOLATES /);
    const text = screen.join('\n');
    for (const label of [
      `VIOLATES  ${requirement} MUST`,
      '  request   ',
      '  expected  ',
      '  actual    ',
      '  change    ',
      '  again     npx graph-contract reproduce ',
      '  clause    ',
    ])
      expect(text).toContain(label);
    expect(text).toMatch(/https:\/\/\S+/);
    expect(commandOf(stdout)).toHaveLength(3);
  });

  test('the command shows it again, and report.html has the same', async () => {
    const command = commandOf(stdout);
    const html = readFileSync(path.join(folder, 'reports', 'report.html'), 'utf8');
    expect(html).toContain(`<code id="worst-again">npx graph-contract ${command.join(' ')}</code>`);
    const again = await commandLine(folder)([...command, '--provider', provider.url]);
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain(requirement);
  });
});
