const base = require('./jest.config');

/**
 * What would make `npm test` too long to be run often: a verification for each fault and each conforming variant,
 * live runs that are killed, the reports in a browser, a provider that means harm. CI runs it too.
 * @type {import('jest').Config}
 */
module.exports = { ...base, testMatch: ['**/*.fleet.ts'] };
