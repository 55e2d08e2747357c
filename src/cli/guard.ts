/**
 * What the process says of itself until a command has come to a verdict, and whatever becomes of it: exit code 3. It
 * is imported before all else, so that nothing that goes wrong while the rest is loaded can say something else.
 */
import { INCOMPLETE } from './exit-codes';
import { withoutSecrets } from './no-secrets';
import { unforeseen } from './one-line';

/** How long a command may still take to end in order when something was thrown that nobody caught, in milliseconds. */
const LAST_WORDS = 30_000;

const lost: ((error: unknown) => void)[] = [];
let failed = false;

/** Calls back once something was thrown that nobody caught: the command is to end, with what it has. */
export const onLost = (callback: (error: unknown) => void): void => void lost.push(callback);

/** Whether something was thrown that nobody caught: what the command says then is no verdict. */
export const hasFailed = (): boolean => failed;

process.exitCode = INCOMPLETE;

function lose(error: unknown): void {
  // One line says it; what follows from it is no news.
  if (failed) return;
  failed = true;
  process.stderr.write(withoutSecrets(unforeseen(error), process.argv, process.env));
  if (lost.length === 0) process.exit(INCOMPLETE);
  for (const callback of lost) callback(error);
  setTimeout(() => process.exit(INCOMPLETE), LAST_WORDS).unref();
}
process.on('uncaughtException', lose);
process.on('unhandledRejection', lose);

// The command waits for something, and nothing is left that could bring it about.
process.on('beforeExit', () => {
  if (!failed)
    process.stderr.write(unforeseen(new Error('the process waits for something that can no longer happen')));
  process.exit(INCOMPLETE);
});
