const base = require('./jest.config');

/**
 * A whole verification for each mutation of the provider and each conforming variant: what would make
 * `npm test` too long to be run often. CI runs it too.
 * @type {import('jest').Config}
 */
module.exports = { ...base, testMatch: ['**/*.fleet.ts'] };
