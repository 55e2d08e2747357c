/** How long clients may take, in milliseconds, and how many there may be. */
import type { ClientEnd } from './client-end';

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

/** Why a connection is to be ended; without words where its client has asked for nothing. */
export interface Tardy {
  why?: string;
}

const seconds = (ms: number): string => `${ms / 1000} s`;

/**
 * Whether a client takes too long. Time in which the target takes nothing of a body is not counted against its client.
 * @param now as Date.now() has it
 */
export function tardiness(near: ClientEnd, now: number, patience: Patience): Tardy | undefined {
  const { receiving, headSince, requestSince, heardAt, pending } = near;
  if (receiving) {
    if (near.socket.isPaused()) return undefined;
    if (now - heardAt > patience.silence)
      return { why: `a request of which nothing more came for ${seconds(patience.silence)}` };
    if (now - requestSince > patience.request)
      return { why: `a request that was not whole after ${seconds(patience.request)}` };
    return undefined;
  }
  if (pending > 0) return undefined;
  if (headSince !== undefined && now - headSince > patience.head)
    return { why: `a request whose head was not whole after ${seconds(patience.head)}` };
  return now - heardAt > patience.idle ? {} : undefined;
}
