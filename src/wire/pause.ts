import { setTimeout as sleep } from 'node:timers/promises';
import { INTERRUPTED } from '../interrupted';
import { BrokenOff } from './broken-off';

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
