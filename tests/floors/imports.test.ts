import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFile } from '../../src/contract/package-root';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'floors-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of a tree of these files, each with what it imports. */
function floorsOf(files: Readonly<Record<string, readonly string[]>>): {
  lines: string[];
  status: number | null;
} {
  for (const [name, imports] of Object.entries(files)) {
    const file = path.join(folder, 'src', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, [...imports.map((from) => `import '${from}';`), 'export {};', ''].join('\n'));
  }
  const script = packageFile('scripts', 'floors.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return { lines: stdout.trimEnd().split('\n'), status };
}

test('an import in a circle, of a higher floor or of the same floor breaks a rule; one of a lower floor does not', () => {
  const { lines, status } = floorsOf({
    'contract/one.ts': ['./two'],
    'contract/two.ts': ['./one'],
    'exchanges/up.ts': ['../judge/down'],
    'judge/down.ts': ['../exchanges/up', '../contract/one'],
    'checks/beside.ts': ['../scenarios/sound'],
    'scenarios/sound.ts': ['../contract/one'],
    'utils/on-no-floor.ts': ['../contract/one'],
    'index.ts': ['./judge/down', './checks/beside'],
  });
  expect(lines).toEqual([
    'files    8',
    'lines    median 2, p90 3, max 3',
    'circles  2 of files, 1 of folders',
    '  circle of files: src/contract/one.ts, src/contract/two.ts',
    '  circle of files: src/exchanges/up.ts, src/judge/down.ts',
    '  circle of folders: src/exchanges, src/judge',
    '  floor-checks: src/checks/beside.ts -> src/scenarios/sound.ts',
    '  floor-exchanges: src/exchanges/up.ts -> src/judge/down.ts',
    '  no-circle: src/contract/one.ts -> src/contract/two.ts',
    '  no-circle: src/exchanges/up.ts -> src/judge/down.ts',
    '  on-a-floor: src/utils/on-no-floor.ts -> src/contract/one.ts',
  ]);
  expect(status).toBe(1);
});
