/** The user's word that a command is to end: the first signal asks it to, in order, and a later one ends the process. */
import { writeSync } from 'node:fs';
import { leftOpenLines } from './left-open';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm, and a shell whose terminal is closed, pass on a signal that the process has got already: within this time, in milliseconds. */
const SAME_SIGNAL = 1000;

const user = new AbortController();
/** When the last signal came that said something new. */
let heard: number | undefined;
/** What a second signal is answered with, in the place of an end. */
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

// However the process ends, nobody else would tell.
process.on('exit', tellWhatIsLeftOpen);

function tellWhatIsLeftOpen(): void {
  for (const line of leftOpenLines()) say(line);
}

function say(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // Nobody reads it any more.
  }
}

/** Fires when the user wants the command to end. */
export const interruption: AbortSignal = user.signal;

/**
 * Says that the command comes to its end in a short time, whatever others do, and has something to lose: a second signal
 * is answered with a line, and only the third ends the process.
 */
export const endsInTime = (line: string): void => void (answer = line);

/** Has the command end as if the user had said so. */
export const endCommand = (): void => user.abort();
