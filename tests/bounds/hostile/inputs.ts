import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { URL_OF_POLICY } from '../../checks/support';
import type { Ran } from '../../cli/support';

const root = path.join(__dirname, '..', '..', '..');
const PACK = path.join(root, 'spec', 'operations', 'temporaryAccessPass');
const FIXTURES = path.join(root, 'tests', 'drift', 'fixtures', 'temporaryAccessPass');

/** Something that a command reads, and a sound one of its kind. */
export interface Input {
  /** The arguments with which a file is read. */
  args(file: string): string[];
  sound(): string;
}

const request = { method: 'PATCH', url: URL_OF_POLICY, headers: { a: 'b' }, body: { '@odata.type': 'x' } };
const LINE = `${JSON.stringify({ request, response: { status: 204, headers: {} } })}\n`;
const PACT = JSON.stringify({
  ...{
    consumer: { name: 'c' },
    provider: { name: 'p' },
    metadata: { pactSpecification: { version: '3.0.0' } },
  },
  interactions: [
    {
      description: 'd',
      request: { method: 'PATCH', path: new URL(URL_OF_POLICY).pathname, body: request.body },
      response: { status: 204, matchingRules: { header: { a: { matchers: [{ match: 'type' }] } } } },
    },
  ],
});
const HAR = `{"log":{"version":"1.2","entries":[\n${JSON.stringify({ request: { ...request, headers: [] } })}\n]}}`;
const HEAD = {
  ...{ kind: 'run', schemaVersion: 1, tool: { name: 'graph-contract', version: '0.1.0' } },
  ...{ contract: { operation: 'x', revision: '2026-11-23', digest: 'x' } },
  ...{
    subject: { kind: 'traffic', target: 'http://a.example' },
    startedAt: '2026-11-23T00:00:00Z',
    host: 'h',
  },
  ...{ commit: 'c', lacks: [], planned: [] },
};
const EVIDENCE = `${JSON.stringify(HEAD)}\n${JSON.stringify({ kind: 'end', durationMs: 1 })}\n`;
const WAIVERS = `waivers:\n  - requirement: REQ-CT\n    reason: known\n    owner: me\n    expires: '2099-01-01'\n`;
const FLEET = `faults:\n  - id: a\n    command: [node, -e, '']\n    breaks: NONE-SUCH\n`;
const inPack = (file: string) => (): string => readFileSync(path.join(PACK, file), 'utf8');
const fixture = (file: string) => (): string => readFileSync(path.join(FIXTURES, file), 'utf8');

/** A pack whose one file is the one that is read. */
function packWith(name: string, file: string): string {
  const folder = path.join(path.dirname(file), 'pack');
  rmSync(folder, { recursive: true, force: true });
  cpSync(PACK, folder, { recursive: true, filter: (from) => !from.endsWith(name) });
  try {
    renameSync(file, path.join(folder, name));
  } catch {
    // It is a file that is not there.
  }
  return folder;
}
const ofPack = (name: string, args: (folder: string) => string[]): Input => ({
  args: (file) => args(packWith(name, file)),
  sound: inPack(name),
});
const drifting = (folder: string): string[] => ['drift', '--operation', folder, '--docs', 'page.md'];

function journals(file: string): string[] {
  const folder = path.join(path.dirname(file), 'journals');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  try {
    renameSync(file, path.join(folder, `${'0'.repeat(24)}.journal.json`));
  } catch {
    // It is a file that is not there.
  }
  return ['restore', '--journal', folder];
}

const besideRecord = (option: string) => (file: string) => ['check', 'record.ndjson', option, file];

/** The report is one that a command has written into the folder; of the evidence the head alone is made. */
export const inputsIn = (folder: string): Record<string, Input> => {
  const own = (file: string) => (): string => readFileSync(path.join(folder, 'own', file), 'utf8');
  return {
    configuration: { args: besideRecord('--config'), sound: () => 'strict: true\nonly: [REQ-CT]\n' },
    overlay: { args: besideRecord('--overlay'), sound: () => 'levels:\n  REQ-CT: INFO\n' },
    waivers: { args: besideRecord('--waivers'), sound: () => WAIVERS },
    baseline: { args: besideRecord('--baseline'), sound: own('report.json') },
    fleet: { args: (file) => ['strength', '--faults', file], sound: () => FLEET },
    slice: ofPack('openapi.yaml', (pack) => ['requirements', '--operation', pack]),
    register: ofPack('requirements.yaml', (pack) => ['requirements', '--operation', pack]),
    statements: ofPack('statements.yaml', drifting),
    disagreements: ofPack('disagreements.yaml', drifting),
    NDJSON: { args: (file) => ['check', file], sound: () => LINE },
    HAR: { args: (file) => ['check', file], sound: () => HAR },
    Pact: { args: (file) => ['check', file], sound: () => PACT },
    evidence: { args: (file) => ['judge', file], sound: () => EVIDENCE },
    'report, reproduced': {
      args: (file) => ['reproduce', file, '--provider', 'http://127.0.0.1:9/v1.0', '--token', 'x'],
      sound: own('report.json'),
    },
    'report, compared': { args: (file) => ['diff', file, file], sound: own('report.json') },
    'report, merged': { args: (file) => ['merge', file, file], sound: own('report.json') },
    page: { args: (file) => ['drift', '--docs', file], sound: fixture('update.md') },
    CSDL: { args: (file) => ['drift', '--csdl', file], sound: fixture('v1.0-Prod.csdl') },
    OpenAPI: { args: (file) => ['drift', '--openapi', file], sound: fixture('openapi.yaml') },
    'traffic, compared': { args: (file) => ['drift', '--evidence', file], sound: () => LINE },
    ledger: {
      args: (file) => ['drift', '--docs', 'page.md', '--ledger', file],
      sound: inPack('disagreements.yaml'),
    },
    journal: { args: journals, sound: () => '{"version":1}\n' },
  };
};

/** Puts what inputs need beside them into a folder. @param run runs a command in it */
export async function furnished(
  folder: string,
  run: (args: readonly string[]) => Promise<Ran>,
): Promise<Record<string, Input>> {
  writeFileSync(path.join(folder, 'record.ndjson'), LINE);
  writeFileSync(path.join(folder, 'page.md'), fixture('resource.md')());
  await run(['check', 'record.ndjson', '--out', 'own', '--quiet']);
  return inputsIn(folder);
}

const UNFORESEEN =
  /\n\s+at .+:\d+:\d+|graph-contract failed|Maximum call stack|Cannot read propert|is not a function|is not iterable|circular structure|Invalid array length/;
/** Of what a person writes each fault has a line. */
const WRITTEN = ['--operation', '--waivers', '--overlay', '--ledger'];
const LINES_AT_MOST = 51;

/**
 * What is wrong with how a command took a file.
 * @param name what its messages have to name
 */
export function wrongWith(
  { exitCode, stdout, stderr }: Ran,
  args: readonly string[],
  name: string,
): string[] {
  const wrong: string[] = [];
  if (![0, 1, 2, 3].includes(exitCode)) wrong.push(`exit code ${exitCode}`);
  if (UNFORESEEN.test(stdout) || UNFORESEEN.test(stderr)) wrong.push('what nobody foresaw');
  const lines = stderr.trim().split('\n');
  if (exitCode === 2 && lines.length > (WRITTEN.some((option) => args.includes(option)) ? LINES_AT_MOST : 1))
    wrong.push(`${lines.length} lines`);
  if (exitCode === 2 && !lines.every((line) => line.includes(name))) wrong.push('the file is not named');
  return wrong.map((each) => `${each}: ${(stderr || stdout).slice(0, 300)}`);
}
