const base = require('./jest.config');

/**
 * What would make `npm test` too long to be run often: verifications of many providers, programs that are started,
 * waited for and killed, the reports in a browser, a provider that means harm. CI runs it too.
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  // One worker more than processors, as of the others: many of these wait for programs, clocks and browsers.
  testMatch: ['**/*.fleet.ts'],
};
