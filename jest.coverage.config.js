const base = require('./jest.config');

/**
 * Every test, those of the fleet too, and which lines and branches of src/ they run.
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  testMatch: ['**/*.test.ts', '**/*.fleet.ts'],
  collectCoverage: true,
  // Babel counts statements of what was compiled; V8 would count every line of
  // a comment or a type as covered.
  coverageProvider: 'babel',
  collectCoverageFrom: [
    'src/**/*.ts',
    // The fleet is what the suite is measured with, and runs in `strength`, in threads that Jest does not see.
    '!src/fleet/faults/**',
    // Processes and threads of their own, for the same reason.
    '!src/pact/verifier-process.ts',
    '!src/fleet/worker.ts',
  ],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
};
