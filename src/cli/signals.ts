/** The user's word that a command is to end: the first signal asks it to, in order, and a later one ends the process. */
import { writeSync } from 'node:fs';
import { leftOpenLines } from './left-open';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm, and a shell whose terminal is closed, pass on a signal that the process has got already: within this time, in milliseconds. */
const SAME_SIGNAL = 1000;

const user = new AbortController();
let first: number | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    user.abort();
    first ??= Date.now();
    // Another one ends the process at once, for a provider that does not let go; a terminal closes only once.
    if (signal === 'SIGHUP' || Date.now() - first < SAME_SIGNAL) return;
    tellWhatIsLeftOpen();
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

// However the process ends, nobody else would tell.
process.on('exit', tellWhatIsLeftOpen);

function tellWhatIsLeftOpen(): void {
  try {
    for (const line of leftOpenLines()) writeSync(2, line);
  } catch {
    // Nobody reads it any more.
  }
}

/** Fires when the user wants the command to end. */
export const interruption: AbortSignal = user.signal;

/** Has the command end as if the user had said so. */
export const endCommand = (): void => user.abort();
