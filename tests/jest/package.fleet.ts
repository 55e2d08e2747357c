import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMANDS } from '../../src/cli/commands';
import { packageFile } from '../../src/contract/package-root';
import { BAD, HEADERS, plain, said } from './support';

/** A project that has the built package installed, and what docs/jest.md shows as its tests. */
let project: string;
const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  files: string[];
  bin: { 'graph-contract': string };
};
const page = readFileSync(packageFile('docs', 'jest.md'), 'utf8');

const MATCHERS = `
test('matchers', async () => {
  await expect(new Response(null, { status: 204 })).toBeNoContent();
  await expect(new Response(null, { status: 200 })).not.toBeNoContent();
  expect({ status: 204 }).toConformToContract();
  expect(() => expect({}).not.toConformToContract()).toThrow('it is not a request');
  expect(() => expect({}).toConformToContract()).toThrow('it is not a request');
  expect([{ status: 204 }]).toEqual([expect.toBeNoContent()]);
});
`;

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  const installed = path.join(project, 'node_modules', 'graph-contract');
  mkdirSync(installed, { recursive: true });
  // What npm packs: `files`, and what it adds by itself.
  const isLeftOut = (file: string): boolean =>
    manifest.files.some((part) => part.startsWith('!') && packageFile(part.slice(1)) === file);
  for (const part of [...manifest.files, 'package.json'].filter((each) => !each.startsWith('!')))
    cpSync(packageFile(part), path.join(installed, part), {
      recursive: true,
      filter: (file) => !isLeftOut(file),
    });
  for (const name of [...Object.keys(manifest.dependencies), 'supertest', 'vitest']) {
    mkdirSync(path.dirname(path.join(project, 'node_modules', name)), { recursive: true });
    symlinkSync(packageFile('node_modules', name), path.join(project, 'node_modules', name));
  }
  const files = {
    'package.json': '{}',
    ...Object.fromEntries(
      [...page.matchAll(/<!-- example: (\S+) -->\n+```js\n([\s\S]*?)```/g)].map(([, name, code]) => [
        name,
        code,
      ]),
    ),
    'setup.test.js': MATCHERS,
    'explicit.test.js': `const { expect, test } = require('@jest/globals');\nexpect.extend(require('graph-contract/jest').matchers);\n${MATCHERS}`,
    'globals.config.js': `module.exports = { injectGlobals: false, testMatch: ['**/{explicit,contract}.test.js'] };`,
    'jest.config.js': `module.exports = { setupFilesAfterEnv: ['graph-contract/jest'], testMatch: ['**/*.test.js'] };`,
    'vitest.config.mjs': `export default { test: { setupFiles: ['graph-contract/vitest'], include: ['*.test.mjs'] } };`,
    'setup.test.mjs': `import { expect, test } from 'vitest';\n${MATCHERS}`,
    'explicit.test.mjs': `import { expect, test } from 'vitest';\nimport { matchers } from 'graph-contract/jest';\nexpect.extend(matchers);\n${MATCHERS}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(project, name), text as string);
});
afterAll(() => rmSync(project, { recursive: true }));

/** Runs a runner in the project: what it counted, and what it printed beside. */
function run(
  file: string,
  ...options: string[]
): Promise<{ counts: Record<string, unknown>; printed: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', JEST_WORKER_ID: undefined, VITEST: undefined };
  const arguments_ = [packageFile('node_modules', file), ...options];
  return new Promise((resolve) =>
    execFile(process.execPath, arguments_, { cwd: project, env }, (_error, out, printed) => {
      const counts = JSON.parse(out.slice(out.indexOf('{'))) as Record<string, unknown>;
      resolve({ counts, printed });
    }),
  );
}

const runJest = (config: string, ...options: string[]) =>
  run('jest/bin/jest.js', '--json', '--ci', '--config', config, ...options);

test("Jest takes the matchers, and runs the page's examples", async () => {
  expect(await runJest('jest.config.js')).toMatchObject({
    counts: { success: true, numFailedTests: 0, numPassedTestSuites: 5 },
  });
}, 180_000);

test('Jest takes them without its globals, and finds the test of a check by its address', async () => {
  expect(await runJest('globals.config.js', '-t', 'response/no-content|matchers')).toMatchObject({
    counts: { success: true, numPassedTests: 2, numFailedTests: 0 },
  });
}, 180_000);

test("Vitest takes the matchers, and runs the page's example", async () => {
  const { counts, printed } = await run('vitest/vitest.mjs', 'run', '--reporter=json');
  expect({ counts, printed }).toMatchObject({ counts: { success: true, numFailedTests: 0 } });
  expect(counts['numPassedTests']).toBeGreaterThan(15);
}, 180_000);

/** Runs the command of the package in the project: its exit code and what it printed. */
const installedCommand = (...options: string[]): Promise<{ code: number; printed: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [path.join(project, 'node_modules', 'graph-contract', manifest.bin['graph-contract']), ...options],
      { cwd: project },
      (error, out, told) =>
        resolve({ code: error === null ? 0 : Number(error.code), printed: `${out}${told}` }),
    ),
  );

test('each command is there with its help, and those that need no other file do what they are for', async () => {
  for (const { name } of COMMANDS) {
    const { code, printed } = await installedCommand(name, '--help');
    expect([name, code, printed.split('\n')[0]]).toEqual([
      name,
      0,
      expect.stringContaining(`graph-contract ${name}`),
    ]);
  }
  const runs: [string[], number, string][] = [
    [['verify', '--no-contexts'], 0, 'verdict: conforms'],
    [['judge', 'reports/evidence.ndjson'], 0, 'verdict: conforms'],
    [['check', 'reports/evidence.ndjson', '--out', 'checked'], 0, 'verdict: conforms'],
    [['diff', 'reports/report.json', 'reports/report.json'], 0, 'no difference'],
    [['merge', 'reports/report.json', '--out', 'merged'], 0, 'conforms'],
    [['requirements'], 0, 'RES-204'],
    [['explain', 'RES-204'], 0, 'what to do'],
    [['strength', '--only', 'success-200-empty', '--no-reproduce', '--out', 'strength'], 0, '1 of 1'],
  ];
  for (const [options, code, text] of runs)
    expect([options, await installedCommand(...options)]).toEqual([
      options,
      { code, printed: expect.stringContaining(text) as string },
    ]);
}, 180_000);

test('each link of the README leads somewhere in the package', () => {
  const installed = path.join(project, 'node_modules', 'graph-contract');
  const readme = readFileSync(path.join(installed, 'README.md'), 'utf8');
  const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target = '']) => target.split('#')[0] ?? '',
  );
  const local = targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
  expect(local.length).toBeGreaterThan(20);
  expect(local.filter((target) => !existsSync(path.join(installed, target)))).toEqual([]);
});

test('the page shows a failure as it is told', async () => {
  const [, shown] = /<!-- transcript: failure -->\n+```\n([\s\S]*?)```/.exec(page) ?? [];
  expect((await said('toConformToContract', plain(BAD, HEADERS))).message).toBe(shown?.trimEnd());
});

/** Who loads what first, in tests of Vitest. */
const ORDERS: Record<string, string[]> = {
  before: [`import { expect, test } from 'vitest';`, `import 'graph-contract/vitest';`],
  behind: [`import 'graph-contract/vitest';`, `import { expect, test } from 'vitest';`],
};

test.each(Object.keys(ORDERS))(
  'TypeScript knows the matchers in Vitest that is loaded %s them, in packages of type module and commonjs',
  async (order) => {
    const lines = [
      ...(ORDERS[order] as string[]),
      `test('types', async () => {`,
      `  await expect(new Response(null, { status: 204 })).toBeNoContent();`,
      `  expect({ status: 204 }).toConformToContract({ strict: true });`,
      `  // @ts-expect-error -- there is no such option`,
      `  expect({ status: 204 }).toConformToContract({ onyl: [] });`,
      `});`,
    ];
    const files = ['module', 'commonjs'].map((type) => {
      const folder = path.join(project, `typed-${order}-${type}`);
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
      writeFileSync(path.join(folder, 'typed.test.ts'), lines.join('\n'));
      return path.join(folder, 'typed.test.ts');
    });
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext'];
    const libraries = ['--skipLibCheck', 'false', '--types', 'node'];
    const roots = ['--typeRoots', packageFile('node_modules', '@types')];
    const compiler = packageFile('node_modules', 'typescript', 'bin', 'tsc');
    const said = await new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        [compiler, ...options, ...libraries, ...roots, ...files],
        { cwd: project },
        (_error, out) => resolve(out),
      ),
    );
    expect(said).toBe('');
  },
  180_000,
);
