/** What the person sees whose pipeline is red: the first screen, and a command that shows it again. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { testToken, WRITE_SCOPE } from '../../src/provider';
import { behaviourOf, startFaulty } from '../../src/fleet/faults';
import { HAS_CURL } from '../shell';
import { commandLine, temporaryFolder } from './support';

const folder = temporaryFolder();
const FAULTS: [fault: string, requirement: string, answer: RegExp][] = [
  ['success-200-policy', 'RES-204', /^HTTP\/1\.1 200 OK\r\n/],
  ['error-empty', 'ERR-ENVELOPE', /^HTTP\/1\.1 4\d\d [^]*\r\n\r\n$/],
  ['method-put-taken', 'ERR-405', /^HTTP\/1\.1 204 /],
];

/** What stands first on a terminal of 80 columns and 24 lines. */
const firstScreen = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => (line.length > 80 ? chunks(line) : [line]))
    .slice(0, 24);
const chunks = (line: string): string[] => line.match(/.{1,80}/g) ?? [];

describe.each(FAULTS)('of a provider with the fault %s', (fault, requirement, answer) => {
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

  const commandOf = (text: string): string =>
    text
      .split('\n')
      .find((line) => line.startsWith('  curl '))
      ?.trim() ?? '';

  test('the first screen has verdict, clause, expected, actual, what to change and the commands', () => {
    const screen = firstScreen(stdout);
    expect(screen[0]).toMatch(/^VIOLATES /);
    const text = screen.join('\n');
    for (const label of [
      `VIOLATES  ${requirement} MUST`,
      '  expected  ',
      '  actual    ',
      '  change    ',
      '  again     graph-contract reproduce ',
      '  clause    ',
      '  curl -i -X ',
    ])
      expect(text).toContain(label);
    expect(text).toMatch(/https:\/\/\S+/);
    // To its end.
    expect(text.replaceAll('\n', '')).toContain(commandOf(stdout).slice(-40));
  });

  (HAS_CURL ? test : test.skip)('the command shows it again, from the console as from the HTML', async () => {
    const shown = htmlCommand(readFileSync(path.join(folder, 'reports', 'report.html'), 'utf8'));
    expect(shown).toBe(commandOf(stdout));
    const { stdout: answered } = await promisify(execFile)('sh', ['-c', shown], {
      env: { ...process.env, GRAPH_TOKEN: testToken(WRITE_SCOPE) },
    });
    expect(answered).toMatch(answer);
  });
});

/** The text of the element with the first command. */
function htmlCommand(html: string): string {
  const find = (node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element | undefined => {
    if ('attrs' in node && node.attrs.some(({ name, value }) => name === 'id' && value === 'worst-curl'))
      return node;
    for (const child of 'childNodes' in node ? node.childNodes : []) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  const [text] = find(parse(html))?.childNodes ?? [];
  return text && 'value' in text ? text.value : '';
}
