// eslint-disable-next-line @typescript-eslint/no-require-imports -- Jest loads it untransformed
const { default: Sequencer } = require('@jest/test-sequencer');

/** Folders whose tests send requests, wait, or start programs: most of the suite's time, in few and small files. */
const LONG =
  /\/tests\/(run|cli|pact|contracts|consumer|broker|jest|live|fleet|proxy|wire|drift|operations)\//;

/**
 * What judges whole fleets, in as many threads as there are processors. One of them begins, and fills the processors
 * while the files beside it wait for programs and clocks; the others stand at the end.
 */
const WHOLE_FLEETS = /\/tests\/(operations\/fleet|fleet\/whole)\.fleet\.ts$/;

/**
 * Long test files first, so that no worker is left with one at the end. Jest knows how long a file took
 * the last time; on a fresh machine it goes by size, which puts the longest ones last.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const [begins, ...fleets] = sorted.filter(({ path }) => WHOLE_FLEETS.test(path));
    const others = sorted.filter(({ path }) => !WHOLE_FLEETS.test(path));
    const isLong = ({ path }) => LONG.test(path);
    return [
      ...(begins ? [begins] : []),
      ...others.filter(isLong),
      ...others.filter((test) => !isLong(test)),
      ...fleets,
    ];
  }
};
