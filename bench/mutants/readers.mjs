// Mutants of what reads recorded traffic, put before the readers' own tests:
//   npm run mutants:readers                   all of them
//   npm run mutants:readers -- --only FILE    those of one file; repeatable
// Prints the score of each file and every survivor; reports/mutants/readers.json has all of it. Exit code 1: fewer are
// killed than LEAST percent, or something was not tried. Exit code 2: bad usage.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addMutators } from './further.mjs';
import { install } from './install.mjs';
import { HERE, ROOT, WORK } from './places.mjs';
import { statementMutators } from './statements.mjs';
import { isKilled, mutantsIn } from './survivors.mjs';

/** What is mutated. */
const MUTATED = [
  'src/exchanges/masks.ts',
  ...readdirSync(path.join(ROOT, 'src/exchanges/readers')).map((name) => `src/exchanges/readers/${name}`),
];
/** Words of messages and patterns are for the tests that name them; of the latter there would be thousands. */
const LEFT_OUT = ['StringLiteral', 'Regex'];
/** How many of a hundred mutants the tests have to kill. */
const LEAST = 75;

const isLeft = ({ status }) => status === 'Survived' || status === 'NoCoverage';

const SANDBOX = path.join(WORK, 'readers-sandbox');
const REPORT = path.join(WORK, 'readers.json');

const only = filesOf(process.argv.slice(2));
process.exitCode = only ? await bench(only) : 2;

function filesOf(args) {
  try {
    const { only = MUTATED } = parseArgs({
      args,
      options: { only: { type: 'string', multiple: true } },
    }).values;
    const unknown = only.find((file) => !MUTATED.includes(file));
    if (unknown !== undefined) throw new Error(`--only ${unknown}: it is one of ${MUTATED.join(', ')}`);
    return only;
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

async function bench(files) {
  install();
  process.chdir(ROOT);
  rmSync(SANDBOX, { recursive: true, force: true });
  const { Stryker } = await import('@stryker-mutator/core');
  await addMutators(statementMutators);
  await new Stryker({
    mutate: files,
    mutator: { excludedMutations: LEFT_OUT },
    ignorePatterns: ['**', '!src/**/*', '!spec/**/*', '!contracts/**/*', '!tests/**/*', '!package.json'],
    tempDirName: path.relative(ROOT, SANDBOX),
    symlinkNodeModules: false,
    plugins: [path.join(HERE, 'readers-runner.mjs')],
    testRunner: 'readers',
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 10_000,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: path.relative(ROOT, REPORT) },
    thresholds: { break: null },
    warnings: { slow: false },
  }).runMutationTest();
  return tell(mutantsIn(JSON.parse(readFileSync(REPORT, 'utf8'))));
}

/** @returns the exit code */
function tell(all) {
  const tried = all.filter(({ status }) => status !== 'CompileError' && status !== 'Ignored');
  const rows = [...new Set(tried.map(({ file }) => file))].map((file) => {
    const of = tried.filter((mutant) => mutant.file === file);
    return `${file}: ${of.filter(isKilled).length} of ${of.length}`;
  });
  for (const { file, line, column, mutator, original, replacement, status } of tried.filter(isLeft))
    console.log(
      `${status} ${file}:${line}:${column} ${mutator}: ${short(original)} -> ${short(replacement)}`,
    );
  console.log(`\n${rows.join('\n')}`);
  const killed = tried.filter(isKilled).length;
  const share = (100 * killed) / tried.length;
  console.log(`\nkilled: ${killed} of ${tried.length}, ${share.toFixed(1)} % (least: ${LEAST} %)`);
  const untried = tried.filter(({ status }) => status === 'RuntimeError' || status === 'Pending');
  for (const { file, line, said } of untried) console.log(`not tried: ${file}:${line}: ${said}`);
  return share < LEAST || untried.length > 0 ? 1 : 0;
}

function short(text) {
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}
