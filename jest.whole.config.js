const base = require('./jest.config');

// Workers inherit it: see tests/environment/extent.ts.
process.env.TEST_EXTENT = 'whole';

/**
 * Everything without samples: every fault and variant of every operation, every request at which a live run can be
 * killed, long properties. It takes more than an hour on two cores.
 * @type {import('jest').Config}
 */
module.exports = { ...base, testMatch: ['**/*.test.ts', '**/*.fleet.ts'], maxWorkers: '100%' };
