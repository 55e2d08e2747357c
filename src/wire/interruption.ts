import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenOff } from './broken-off';

/** Why a run ends that the user has ended. */
export const INTERRUPTED = 'the run was interrupted';

/** The user has ended the run while an answer was waited for. */
export class Interrupted extends Error {
  readonly code = 'EINTERRUPTED';

  constructor() {
    super(INTERRUPTED);
  }
}

/**
 * Waits.
 * @throws BrokenOff as soon as the user ends the run
 */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch {
    throw new BrokenOff(INTERRUPTED);
  }
}

/** Calls back when the user ends the run, at once where that was before. @returns what takes the call back */
export function onInterruption(signal: AbortSignal | undefined, end: () => void): () => void {
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  return () => signal?.removeEventListener('abort', end);
}
