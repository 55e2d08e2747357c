/**
 * Sets exit code 3 until a command has reached its verdict. This module is imported first, so that an error while
 * other modules load also ends with 3.
 */
import { INCOMPLETE } from './exit-codes';
import { withoutSecrets } from './no-secrets';
import { unforeseen } from './one-line';

/** How long a command may still take to end in order when something was thrown that nobody caught, in milliseconds. */
const LAST_WORDS = 30_000;

const lost: ((error: unknown) => void)[] = [];
let failed = false;

/** Registers a callback for an uncaught error: the command then ends with what it has. */
export const onLost = (callback: (error: unknown) => void): void => void lost.push(callback);

/** Whether there was an uncaught error. The command's result is then not a verdict. */
export const hasFailed = (): boolean => failed;

process.exitCode = INCOMPLETE;

function lose(error: unknown): void {
  // Only the first uncaught error is printed.
  if (failed) return;
  failed = true;
  process.stderr.write(withoutSecrets(unforeseen(error), process.argv, process.env));
  if (lost.length === 0) process.exit(INCOMPLETE);
  for (const callback of lost) callback(error);
  setTimeout(() => process.exit(INCOMPLETE), LAST_WORDS).unref();
}
process.on('uncaughtException', lose);
process.on('unhandledRejection', lose);

// The event loop is empty although the command still waits.
process.on('beforeExit', () => {
  if (!failed)
    process.stderr.write(unforeseen(new Error('the process waits for something that can no longer happen')));
  process.exit(INCOMPLETE);
});
