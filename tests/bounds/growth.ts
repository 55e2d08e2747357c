/** What is done in less says nothing, in microseconds of the processor. */
const MEASURABLE = 4_000;
/** By how much the larger size is larger. */
const FACTOR = 8;
/** How often each size is tried: the least of the times has the least of what else the machine did. */
const TRIES = 2;
/** How often a measurement is made again that shows more than what is linear: a square shows each time. */
const AGAIN = 4;

/** More than what is linear comes to on a busy machine, and less than a square. */
export const LINEAR = 1.6;

/**
 * With which power of its size the time of something grows: 1 for what is linear, 2 for what takes the square. It is
 * a ratio of two times, and the same on a slow machine as on a fast one.
 * @param size of the smaller one of two; where the larger, of eight times that, is done in no time, the power is 0
 */
export function growthOf(work: (size: number) => unknown, size = 4_096): number {
  let least = Infinity;
  for (let tried = 0; tried < AGAIN && least >= LINEAR; tried += 1) {
    const large = timeOf(() => work(FACTOR * size));
    if (large < MEASURABLE) return 0;
    least = Math.min(least, Math.log(large / timeOf(() => work(size))) / Math.log(FACTOR));
  }
  return least;
}

/** Of the processor, so that what other processes do counts for nothing. */
function timeOf(work: () => unknown): number {
  const times = Array.from({ length: TRIES }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}
