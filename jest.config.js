const { availableParallelism } = require('node:os');

// Else Pact's native core would look up an analytics host; workers inherit it.
process.env.PACT_DO_NOT_TRACK = 'true';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/environment/environment.ts',
  runtime: '<rootDir>/tests/environment/runtime.js',
  testSequencer: '<rootDir>/tests/environment/sequencer.js',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // Far more than any test takes; a machine that is busy with something else is no failure.
  testTimeout: 60_000,
  // Jest would leave one of two cores to itself, which has next to nothing to do; and tests wait for programs and clocks.
  maxWorkers: availableParallelism() + 1,
  // Looking one of these up in Jest's sandbox costs more than most of what is then done with it.
  sandboxInjectedGlobals: ['Array', 'JSON', 'Map', 'Object'],
  // At its end a worker frees what OpenSSL holds, for longer than Jest waits by itself on a busy machine; a handle is told of all the same.
  workerGracefulExitTimeout: 5_000,
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    // What is imported on demand is named as it will be on disk; here the sources are run.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^(yaml|ajv-formats)$': '<rootDir>/tests/environment/$1',
    '^ajv/dist/2020$': '<rootDir>/tests/environment/ajv',
    '^fast-check$': '<rootDir>/tests/environment/fast-check',
  },
};
