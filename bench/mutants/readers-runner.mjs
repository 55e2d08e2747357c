// Stryker's test runner for the readers: their Jest tests, run in this process without Jest, since a mutant takes
// milliseconds then and not seconds. What they use of Jest is `describe`, `test`, `expect` and the four hooks.
import { readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  determineHitLimitReached,
} from '@stryker-mutator/api/test-runner';
import { ROOT } from './places.mjs';

const ofProject = createRequire(path.join(ROOT, 'package.json'));
const { transformSync } = ofProject('@swc/core');
const { expect } = ofProject('expect');
const { NAMESPACE, CURRENT_TEST_ID } = INSTRUMENTER_CONSTANTS;
const ns = (globalThis[NAMESPACE] ??= {});

/** Hands over megabytes, which is too much to be done for each mutant. */
const TOO_SLOW = 'readers/limits.test.ts';

const compiled = new Map();
Module._extensions['.ts'] = (module, file) => {
  let code = compiled.get(file);
  if (code === undefined) {
    const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
    ({ code } = transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      jsc,
      module: { type: 'commonjs' },
    }));
    compiled.set(file, code);
  }
  module._compile(code, file);
};
// What is imported on demand is named as it will be on disk.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const source = /^\.{1,2}\/.*\.js$/.test(request) ? request.slice(0, -3) : request;
  try {
    return resolve.call(this, source, ...rest);
  } catch {
    return resolve.call(this, request, ...rest);
  }
};

/** The tests of a file, in their order, each with the hooks around it. */
let found = [];
let scope;
const newScope = (name, parent) => ({
  name,
  parent,
  beforeAll: [],
  afterAll: [],
  beforeEach: [],
  afterEach: [],
});

function describe(name, body) {
  scope = newScope(name, scope);
  body();
  scope = scope.parent;
}
const test = (name, body) => found.push({ name, body, scope });
const each = (what) => (table) => (name, body) => {
  for (const [at, row] of table.entries())
    what(`${name} [${at}]`, () => body(...(Array.isArray(row) ? row : [row])));
};
describe.each = each(describe);
test.each = each(test);
describe.skip = () => undefined;
test.skip = () => undefined;
const hook = (kind) => (body) => scope[kind].push(body);
Object.assign(globalThis, {
  describe,
  test,
  expect,
  ...Object.fromEntries(
    ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'].map((kind) => [kind, hook(kind)]),
  ),
});

/** Of one test, from the outermost scope to its own. */
const scopesOf = ({ scope: own }) => {
  const scopes = [];
  for (let each = own; each; each = each.parent) scopes.unshift(each);
  return scopes;
};

class ReadersRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Stryker has made the sandbox the working folder of this process. */
  init() {
    process.env.RUNS = '60';
    this.load();
  }

  /** Takes the readers and their tests in, with the static mutant that is active. */
  load() {
    for (const file of Object.keys(Module._cache))
      if (/\/(?:src\/exchanges|tests\/exchanges)\//.test(file)) delete Module._cache[file];
    found = [];
    const require = createRequire(path.resolve('package.json'));
    const files = [
      'masks.test.ts',
      ...readdirSync('tests/exchanges/readers').map((name) => `readers/${name}`),
    ].filter((name) => name.endsWith('.test.ts') && name !== TOO_SLOW);
    for (const file of files) {
      scope = newScope(file, undefined);
      require(path.resolve('tests/exchanges', file));
    }
    this.tests = found.map((each) => ({
      ...each,
      id:
        scopesOf(each)
          .map(({ name }) => name)
          .join(' > ') + ` > ${each.name}`,
    }));
  }

  async dryRun() {
    const tests = [];
    for (const each of this.tests) {
      const start = performance.now();
      ns[CURRENT_TEST_ID] = each.id;
      const failureMessage = await run(each);
      const common = { id: each.id, name: each.id, timeSpentMs: performance.now() - start };
      tests.push(
        failureMessage === undefined
          ? { ...common, status: TestStatus.Success }
          : { ...common, status: TestStatus.Failed, failureMessage },
      );
    }
    ns[CURRENT_TEST_ID] = undefined;
    await close(this.tests);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: ns.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const isStatic = mutantActivation === 'static';
    ns.hitLimit = hitLimit;
    ns.hitCount = hitLimit === undefined ? undefined : 0;
    ns.activeMutant = activeMutant.id;
    let ran = 0;
    try {
      if (isStatic) this.load();
      for (const each of this.tests) {
        if (testFilter && !testFilter.includes(each.id)) continue;
        ran += 1;
        const failureMessage = await run(each);
        const reached = determineHitLimitReached(ns.hitCount, ns.hitLimit);
        if (reached) return reached;
        if (failureMessage !== undefined)
          return { status: MutantRunStatus.Killed, killedBy: [each.id], failureMessage, nrOfTests: ran };
      }
      return { status: MutantRunStatus.Survived, nrOfTests: ran };
    } catch (error) {
      // A module that cannot even be loaded.
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: String(error), nrOfTests: ran };
    } finally {
      await close(this.tests);
      ns.activeMutant = undefined;
      if (isStatic) this.load();
    }
  }
}

/** Scopes whose `beforeAll` was carried out. */
const opened = new Set();

/** @returns what is wrong, if anything */
async function run(test) {
  const scopes = scopesOf(test);
  try {
    for (const each of scopes) {
      if (opened.has(each)) continue;
      opened.add(each);
      for (const body of each.beforeAll) await body();
    }
    for (const each of scopes) for (const body of each.beforeEach) await body();
    await test.body();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error).slice(0, 500);
  } finally {
    for (const each of scopes.toReversed()) for (const body of each.afterEach) await body();
  }
}

async function close(tests) {
  for (const each of new Set(tests.flatMap(scopesOf)))
    if (opened.delete(each)) for (const body of each.afterAll) await body();
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'readers', ReadersRunner)];
