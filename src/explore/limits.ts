/** The short exploration that is the default of a run. Its seed is fixed, so that two runs send the same requests. */
export const SHORT = { sequences: 5, seed: 1, unlessBroken: true } as const;
/** Maximum number of steps in a sequence, before reads are inserted. */
export const STEPS_AT_MOST = 8;
/** Maximum number of attempts to bring the policy into the known state. */
export const STARTS = 3;
/** Maximum number of requests for shrinking and confirming in total. */
export const SHRINKING = 600;

/** Maximum number of requests of an exploration, without further reads of a poll and retries. */
export const requestsAtMost = (sequences: number): number =>
  // Each sequence starts with a write and a read of the known state, and has a read at its start and after each step.
  sequences * (2 * STARTS + 1 + 2 * STEPS_AT_MOST) + SHRINKING;
