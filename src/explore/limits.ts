/**
 * The short exploration that is a part of a run where nothing is said. Its seed is the same each time, so that two runs send the
 * same.
 */
export const SHORT = { sequences: 6, seed: 1, unlessBroken: true } as const;
/** Steps of a sequence at most, before reads are put between them. */
export const STEPS_AT_MOST = 8;
/** How often the policy is brought into the known state before it is taken as it is. */
export const STARTS = 3;
/** Requests at most for shrinking and confirming, in all. */
export const SHRINKING = 600;

/** Requests of an exploration at most, further reads of a poll and repeats aside. */
export const requestsAtMost = (sequences: number): number =>
  // Each from the known state, which is written and read, and with a read at its start and behind each step.
  sequences * (2 * STARTS + 1 + 2 * STEPS_AT_MOST) + SHRINKING;
