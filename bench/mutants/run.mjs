// Mutants of the embedded provider that nobody chose, put before `verify`:
//   npm run bench:mutants                   all of them, and the page
//   npm run bench:mutants -- --page         the page alone, from the report of the last run
//   npm run bench:mutants -- --only FILE    those of one file, and no page; repeatable
//   npm run bench:mutants -- --sample N     those of N lines, drawn by the date, and no page; --seed TEXT draws those of
//                                           another day, which the output names
// Exit code 1: a survivor has no reason in survivors.yaml, a reason there has no survivor (not of a sample), or
// something was not tried. Exit code 2: bad usage.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { parse } from 'yaml';
import { install } from './install.mjs';
import { HERE, JUDGE, MUTATED, PAGE, REASONS, ROOT, SANDBOX, WORK } from './places.mjs';
import { renderPage } from './page.mjs';
import { linesDrawn } from './sample.mjs';
import { explain, isKilled, mutantsIn, skeleton } from './survivors.mjs';

/** How many mutants are tried at a time. */
const CONCURRENCY = 2;

const options = optionsOf(process.argv.slice(2));
if (options) process.exitCode = await bench(options);
else process.exitCode = 2;

async function bench({ page, only, sample, seed }) {
  // A run of a part leaves what the page is made from alone.
  const results = path.join(WORK, only || sample ? 'part' : 'whole');
  const report = path.join(results, 'report.json');
  const times = path.join(results, 'times.json');
  if (sample) console.log(`a sample: npm run bench:mutants -- --sample ${sample} --seed ${seed}`);
  const what = sample ? linesDrawn(sample, seed) : (only ?? MUTATED);
  if (!page) writeFileSync(times, JSON.stringify(await mutate(what, report)));
  else if (!existsSync(times)) return fail('there is no run yet that the page could be made from', 2);
  return publish(readJson(report), readJson(times), { only, sample });
}

function optionsOf(args) {
  try {
    const { page, only, sample, seed } = parseArgs({
      args,
      options: {
        page: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        sample: { type: 'string' },
        seed: { type: 'string' },
      },
    }).values;
    const unknown = only?.find((file) => !MUTATED.includes(file));
    if (unknown !== undefined) throw new Error(`--only ${unknown}: it is one of ${MUTATED.join(', ')}`);
    if (page && only) throw new Error('--page: the page is about all files, and --only is not');
    if (sample !== undefined && !/^[1-9]\d{0,3}$/.test(sample))
      throw new Error(`--sample ${sample}: it must be a number of lines`);
    if (sample !== undefined && (page || only))
      throw new Error('--sample is of all files, and makes no page');
    if (seed !== undefined && sample === undefined) throw new Error('--seed is for --sample');
    const today = new Date().toISOString().slice(0, 10);
    return { page, only, sample: sample && Number(sample), seed: seed ?? today };
  } catch (error) {
    return fail(error.message, undefined);
  }
}

function fail(message, result) {
  console.error(message);
  return result;
}

/** @returns how long it took, and on what */
async function mutate(files, report) {
  install();
  mkdirSync(path.dirname(report), { recursive: true });
  process.chdir(ROOT);
  rmSync(SANDBOX, { recursive: true, force: true });
  rmSync(JUDGE, { recursive: true, force: true });
  for (const part of ['dist', 'spec', 'contracts', 'package.json']) {
    cpSync(path.join(ROOT, part), path.join(JUDGE, part), { recursive: true });
  }
  const { Stryker } = await import('@stryker-mutator/core');
  const { addMutators } = await import('./further.mjs');
  await addMutators();
  const start = performance.now();
  try {
    await new Stryker({
      mutate: files,
      // What the provider is built from, and nothing else of the project.
      ignorePatterns: [
        '**',
        '!src/**/*',
        '!spec/**/*',
        '!contracts/**/*',
        '!package.json',
        '!scripts/packs.mjs',
        '!tsconfig*.json',
      ],
      tempDirName: path.relative(ROOT, SANDBOX),
      // It is below the project, and finds what is installed there without.
      symlinkNodeModules: false,
      // It is run below the sandbox, and not by a shell.
      buildCommand: `node ${path.relative(path.join(SANDBOX, 'one'), path.join(HERE, 'build.mjs'))}`,
      plugins: [path.join(HERE, 'runner.mjs')],
      testRunner: 'verify',
      coverageAnalysis: 'off',
      concurrency: CONCURRENCY,
      // Far more than a run takes: the runner itself breaks off what takes long.
      timeoutMS: 120_000,
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: path.relative(ROOT, report) },
      allowEmpty: false,
      thresholds: { break: null },
      warnings: { slow: false },
    }).runMutationTest();
  } finally {
    rmSync(JUDGE, { recursive: true, force: true });
  }
  const seconds = (performance.now() - start) / 1000;
  return { seconds, concurrency: CONCURRENCY, node: process.version };
}

/**
 * Says what is wrong with the reasons, and writes the page.
 * @param only the files that were tried, where it was not all of them: then there is no page
 * @param sample whether it was a part of each of them
 */
async function publish(report, times, { only, sample }) {
  const mutants = mutantsIn(report);
  const reasons = parse(readFileSync(REASONS, 'utf8'));
  const { explained, unexplained, stale } = explain(mutants, reasons, only ?? MUTATED, sample !== undefined);
  const untried = mutants.filter(({ status }) => !['Killed', 'Timeout', 'Survived'].includes(status));
  const killed = mutants.filter(isKilled).length;
  console.log(`killed: ${killed} of ${mutants.length} in ${times.seconds.toFixed(0)} s`);
  console.log(`survivors with a reason: ${explained.length}`);
  if (!only && !sample) {
    await writePage({ mutants, explained, unexplained, times });
    console.log(`wrote ${path.relative(ROOT, PAGE)}`);
  }
  if (unexplained.length > 0) {
    console.log(`\nsurvivors without a reason (${unexplained.length}), as entries of survivors.yaml:\n`);
    console.log(skeleton(unexplained));
  }
  for (const what of stale) console.log(`stale: ${what}`);
  for (const { file, line, mutator, status, said } of untried) {
    console.log(`not tried: ${file}:${line} ${mutator}: ${status} ${said ?? ''}`);
  }
  return unexplained.length + stale.length + untried.length > 0 ? 1 : 0;
}

async function writePage(found) {
  const { dependencies } = readJson(path.join(HERE, 'package.json'));
  const versions = [`Stryker ${dependencies['@stryker-mutator/core']}`, `Node ${found.times.node.slice(1)}`];
  const page = renderPage({ ...found, versions });
  const style = await prettier.resolveConfig(PAGE);
  mkdirSync(path.dirname(PAGE), { recursive: true });
  writeFileSync(PAGE, await prettier.format(page, { ...style, filepath: PAGE }));
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
