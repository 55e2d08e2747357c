/**
 * Handles Ctrl-C and termination: the first signal asks the command to end in order, a later one ends the process.
 */
import { writeSync } from 'node:fs';
import { leftOpenLines } from './left-open';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm, and a shell whose terminal is closed, pass on a signal that the process has got already: within this time, in milliseconds. */
const SAME_SIGNAL = 1000;

const user = new AbortController();
/** The time of the last signal that was not a repeat. */
let heard: number | undefined;
/** The line that a second signal prints instead of ending the process. */
let answer: string | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    user.abort();
    const before = heard;
    heard ??= Date.now();
    // Another one ends the process at once, for a provider that does not let go; a terminal closes only once.
    if (before === undefined || Date.now() - before < SAME_SIGNAL || signal === 'SIGHUP') return;
    heard = Date.now();
    if (answer) {
      say(answer);
      answer = undefined;
      return;
    }
    tellWhatIsLeftOpen();
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

// This line is printed however the process ends.
process.on('exit', tellWhatIsLeftOpen);

function tellWhatIsLeftOpen(): void {
  for (const line of leftOpenLines()) say(line);
}

function say(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // The terminal is closed, so that output is dropped.
  }
}

/** Fires when the user wants the command to end. */
export const interruption: AbortSignal = user.signal;

/**
 * Says that the command comes to its end in a short time, whatever others do, and has something to lose: a second signal
 * is answered with a line, and only the third ends the process.
 */
export const endsInTime = (line: string): void => void (answer = line);

/** Ends the command as Ctrl-C would. */
export const endCommand = (): void => user.abort();
