/** Limits for the clients of `proxy` and `serve`, in milliseconds and bytes. */

export interface Patience {
  /** From the first byte of a head to its end. */
  head: number;
  /** Longest pause within a body. */
  silence: number;
  /** From the head of a request to the end of its body. */
  request: number;
  /** Longest time without a request. */
  idle: number;
}

export const PATIENCE: Patience = { head: 30_000, silence: 30_000, request: 300_000, idle: 300_000 };

/** Client connections at a time. */
export const CONNECTIONS = 10_000;

/** Total size of all bodies that are held until they are complete. */
export const BODIES_IN_FLIGHT = 128 * 1024 * 1024;
