/** How much of clients `proxy` and `serve` take, and for how long, in milliseconds and bytes. */

export interface Patience {
  /** From the first byte of a head to its end. */
  head: number;
  /** Without a byte of a body that is not whole. */
  silence: number;
  /** From the head of a request to the end of its body. */
  request: number;
  /** Without a request. */
  idle: number;
}

export const PATIENCE: Patience = { head: 30_000, silence: 30_000, request: 300_000, idle: 300_000 };

/** Connections of clients at a time. */
export const CONNECTIONS = 10_000;

/** Of bodies that are held until they are whole, all at a time. */
export const BODIES_IN_FLIGHT = 128 * 1024 * 1024;
