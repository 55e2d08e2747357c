/** Why a command ends that the user has ended. */
export const INTERRUPTED = 'the run was interrupted';

/** The user has ended a command before it came to a verdict: one line, and exit code 3. */
export class Interrupted extends Error {
  readonly code = 'EINTERRUPTED';

  constructor(message: string = INTERRUPTED) {
    super(message);
  }
}

/** Calls back when the user ends the command, at once where that was before. @returns what takes the call back */
export function onInterruption(signal: AbortSignal | undefined, end: () => void): () => void {
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  return () => signal?.removeEventListener('abort', end);
}
