// Stryker's test runner: `verify` in the place of the tests, judging a provider that runs from the sandbox.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { HERE, JUDGE, OPERATION_NAMES, operationsOf } from './places.mjs';

const ofJudge = createRequire(path.join(JUDGE, 'package.json'));
const judge = ofJudge('./dist/src/index.js');
const { exitCodeOf, operationNamed, testToken, verify, Judge, READ_SCOPE, UsageError, WRITE_SCOPE } = judge;
const { verdictOf } = ofJudge('./dist/src/results/verdict.js');
const { SHORT } = ofJudge('./dist/src/explore/limits.js');
const { registerOf } = ofJudge('./dist/src/contract/register/register.js');

/** What a mutant is put before. One run answers both, since --strict is no more than another verdict on it. */
const TESTS = ['verify', 'verify --strict'];

/** As short as those of the fleet in src/strength, in milliseconds: every mutant is waited for. */
const TIMES = { settle: 100, timeout: 2000 };
/** Many times what a run and a start take, in milliseconds: a mutant that takes longer is broken off. */
const LONGEST_RUN = 20_000;
const LONGEST_START = 10_000;

/** What --group and --user say: the provider takes any, so that an update of these has to be accepted. */
const KNOWN = {
  groups: [
    '2d0a7f36-91c4-4b7e-8f52-6a3e1c9b5d01',
    '2d0a7f36-91c4-4b7e-8f52-6a3e1c9b5d02',
    '2d0a7f36-91c4-4b7e-8f52-6a3e1c9b5d03',
  ],
  users: ['2d0a7f36-91c4-4b7e-8f52-6a3e1c9b5d04'],
};

class VerifyRunner {
  capabilities() {
    // A provider of its own for each mutant is all the environment there is.
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const start = performance.now();
    for (const operation of OPERATION_NAMES) {
      const killed = await tryOut(undefined, operation);
      if (!killed) continue;
      const errorMessage = `the provider as it is (${operation}): ${killed.said}`;
      return { status: DryRunStatus.Error, errorMessage };
    }
    const timeSpentMs = (performance.now() - start) / TESTS.length / OPERATION_NAMES.length;
    const tests = TESTS.map((name) => ({ id: name, name, status: TestStatus.Success, timeSpentMs }));
    return { status: DryRunStatus.Complete, tests };
  }

  async mutantRun({ activeMutant }) {
    let killed;
    for (const operation of operationsOf(fileOf(activeMutant))) {
      killed = await tryOut(activeMutant.id, operation);
      // A machine that was busy for a while leaves requests without an answer too; a mutant does so again.
      if (killed && !killed.judged) killed = await tryOut(activeMutant.id, operation);
      if (!killed) continue;
      killed.said += ` [${operation}]`;
      break;
    }
    if (!killed) return { status: MutantRunStatus.Survived, nrOfTests: TESTS.length };
    if (!killed.by) return { status: MutantRunStatus.Timeout, reason: killed.said };
    return {
      status: MutantRunStatus.Killed,
      killedBy: [killed.by],
      failureMessage: killed.said,
      nrOfTests: TESTS.length,
    };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'verify', VerifyRunner)];

/** Below the project: Stryker names it where it stands, or in the sandbox. */
const fileOf = ({ fileName }) => fileName.slice(fileName.lastIndexOf('src/provider/'));

/** Breaks off the verification that is under way. */
let decided;
// A MUST that is broken stays broken, and decides: nothing further has to be sent.
const { add } = Judge.prototype;
Judge.prototype.add = function (exchange) {
  const found = add.call(this, exchange);
  if (found.some(({ outcome }) => outcome === 'violates')) decided.abort();
  return found;
};

/**
 * Judges the provider with one mutant active, or with none, and the policy of an operation.
 * @returns undefined where it is found to conform; else by which test it is not (none where the run took too
 *   long), and whether that is a judgement on answers
 */
async function tryOut(mutant, operation) {
  const [by, strictly] = TESTS;
  const provider = await startProvider(mutant, operation);
  try {
    if (provider.failure) return { by, said: `does not start: ${provider.failure}` };
    const tooLong = AbortSignal.timeout(LONGEST_RUN);
    decided = new AbortController();
    const report = await verify({
      provider: provider.url,
      register: registerOf(operationNamed(operation)),
      token: testToken(WRITE_SCOPE),
      tokenReadOnly: testToken(READ_SCOPE),
      ...TIMES,
      ...KNOWN,
      // As the command does where nothing is said.
      ...{ contexts: 2, contextsUnlessBroken: true, explore: SHORT },
      strict: true,
      signal: AbortSignal.any([tooLong, decided.signal]),
      // A commit that is given spares a call of git for each of them.
      env: { GITHUB_SHA: '0'.repeat(40) },
    });
    const strict = exitCodeOf(report.verdict);
    if (strict === 0) return undefined;
    // Of a run that was broken off there is a finding, so that it is not called complete here either.
    const { verdict, reason } = verdictOf({ ...report, strict: false, brokenOff: undefined });
    const exit = exitCodeOf(verdict);
    if (exit === 0)
      return { by: strictly, said: `exit ${strict}: ${rows(report, 'deviates')}`, judged: true };
    if (exit === 1) return { by, said: `exit ${exit}: ${rows(report, 'violates')}`, judged: true };
    if (tooLong.aborted) return { said: `no verdict within ${LONGEST_RUN / 1000} s` };
    return { by, said: `exit ${exit}: ${report.reason ?? reason}` };
  } catch (error) {
    // Such as a URL that is none, for which the command has an exit code of its own.
    if (error instanceof UsageError) return { by, said: `exit 2: ${error.message}` };
    throw error;
  } finally {
    await provider.end();
  }
}

const rows = ({ requirements }, outcome) =>
  requirements
    .filter((row) => row.outcome === outcome)
    .map(({ id }) => id)
    .join(', ');

/** Stryker has made the sandbox the working folder of this process. */
async function startProvider(mutant, operation) {
  const leash = path.join(HERE, 'leash.cjs');
  const command = [
    path.resolve('dist/src/cli/main.js'),
    'serve',
    '--operation',
    operation,
    '--port',
    '0',
    '--quiet',
  ];
  const child = spawn(process.execPath, ['--require', leash, ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...(mutant !== undefined && { [INSTRUMENTER_CONSTANTS.ACTIVE_MUTANT_ENV_VARIABLE]: mutant }),
    },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  let timer;
  const first = await new Promise((resolve) => {
    timer = setTimeout(() => resolve({ failure: 'prints no URL' }), LONGEST_START);
    createInterface({ input: child.stdout }).once('line', (line) => resolve({ url: line.trim() }));
    ended.then(() => resolve({ failure: lastWord(said) }));
  });
  clearTimeout(timer);
  return {
    ...first,
    async end() {
      // One that goes round in circles would hear nothing else.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What Node says of an error that nobody caught, without the places, which are in the sandbox. */
const lastWord = (text) => /^(?:\w*Error|[a-z].*)\b.*$/m.exec(text)?.[0] ?? 'it ends at once';
