import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';
import { packageFile } from '../../src/contract/package-root';
import { complaintsOf } from '../../src/contract/complaints';

const REGISTER = path.join('spec', 'common', 'requirements.yaml');
const LIST = path.join('src', 'checks', 'index.ts');
const SCRIPT = path.join('scripts', 'new-check.mjs');

/** What each call makes: the row, its check, and the function that lists the check. */
const CALLS = [
  { args: ['RES-MINE', 'response/mine'], actor: 'provider', variable: 'mine', lists: 'providerChecks' },
  {
    args: ['REQ-MY-OWN', 'request/my-own', '--client'],
    actor: 'client',
    variable: 'myOwn',
    lists: 'requestChecks',
  },
] as const;

/** A clone with the files that the generator changes; what its files import is that of the project. */
let clone: string;
const inClone = (...parts: string[]): string => path.join(clone, ...parts);
const textOf = (...parts: string[]): string => readFileSync(inClone(...parts), 'utf8');

beforeAll(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'graph-contract-'));
  for (const folder of ['src', 'tests'])
    for (const family of ['request', 'response'])
      mkdirSync(inClone(folder, 'checks', family), { recursive: true });
  for (const file of [REGISTER, LIST, SCRIPT]) {
    mkdirSync(path.dirname(inClone(file)), { recursive: true });
    copyFileSync(packageFile(file), inClone(file));
  }
  for (const { args } of CALLS) execFileSync(process.execPath, [inClone(SCRIPT), ...args]);
});
afterAll(() => rmSync(clone, { recursive: true }));

test.each(CALLS)('npm run new:check -- $args makes the row and lists the check', (call) => {
  const [id, address] = call.args;
  const text = textOf(REGISTER).replaceAll('{update}', 'https://learn.microsoft.com/graph/api/');
  const { groups, requirements } = parse(text) as {
    groups: { id: string }[];
    requirements: { id: string; group: string }[];
  };
  const row = requirements.find((each) => each.id === id);
  expect(complaintsOf('row', row)).toEqual([]);
  expect(row).toMatchObject({ actor: call.actor, level: 'MUST', checks: [address] });
  expect(groups.map((group) => group.id)).toContain(row?.group);
  const list = textOf(LIST);
  expect(list).toContain(`import { ${call.variable} } from './${address}';`);
  const [, body = ''] = list.split(`export const ${call.lists} =`);
  expect(body.slice(0, body.indexOf('\n  ]'))).toMatch(new RegExp(`\\n    ${call.variable},$`));
});

test('the check and its test are sound TypeScript, and in the form of the project', () => {
  const made = CALLS.flatMap(({ args: [, address] }) => [
    inClone('src', 'checks', `${address}.ts`),
    inClone('tests', 'checks', `${address}.test.ts`),
  ]);
  const kind = path.join('src', 'checks', 'check');
  writeFileSync(inClone(`${kind}.ts`), `export * from '${packageFile(kind).replaceAll('\\', '/')}';\n`);
  // What tests have in common reaches all of src/, which takes long to compile: here it only has its names.
  writeFileSync(
    inClone('tests', 'checks', 'support.ts'),
    'export declare function exchange(written?: object): unknown;\n' +
      'export declare function violates(pointer: string, expected: string, actual: string): unknown;\n' +
      'export declare function testCheck(address: string, row: string, examples: object): void;\n',
  );
  const { config } = ts.readConfigFile(packageFile('tsconfig.json'), (file) =>
    readFileSync(file, 'utf8'),
  ) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, packageFile('.'));
  const program = ts.createProgram(made, {
    ...options,
    noEmit: true,
    rootDir: path.parse(clone).root,
    typeRoots: [packageFile('node_modules', '@types')],
  });
  const wrong = made.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  const prettier = packageFile('node_modules', 'prettier', 'bin', 'prettier.cjs');
  execFileSync(process.execPath, [
    prettier,
    '--check',
    '--config',
    packageFile('.prettierrc.json'),
    ...made,
    inClone(LIST),
  ]);
}, 30_000);

test('an id that is there, and a family that is not, are refused with one line', () => {
  for (const args of [
    ['RES-MINE', 'response/other'],
    ['RES-OTHER', 'answers/other'],
  ])
    expect(() => execFileSync(process.execPath, [inClone(SCRIPT), ...args], { stdio: 'pipe' })).toThrow(
      /usage: npm run new:check/,
    );
});
