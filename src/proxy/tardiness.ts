/** Whether clients take too long. */
import type { Patience } from '../bounds/serving';
import type { ClientEnd } from './client-end';

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
