import { reasonOf } from '../files/reason';
import { onInterruption } from '../interrupted';

/** How long the command waits for its output to be written after Ctrl-C, in milliseconds. */
const LAST_WORDS = 500;

/** The standard output or standard error of the process, with the errors of writing to it. */
export class Output {
  private broken: Error | undefined;
  private used = false;

  constructor(private readonly stream: NodeJS.WritableStream) {
    // The reader may close the pipe, and the disk may be full: neither ends the command.
    stream.on('error', (error: Error) => (this.broken ??= error));
  }

  say(text: string): void {
    this.used = true;
    if (!this.broken) this.stream.write(text);
  }

  /**
   * Waits until everything has arrived; not long, where the user has ended the command.
   * @returns why something has not; undefined where all has
   */
  arrived(signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      // If nothing was written, an error of the stream does not matter.
      if (!this.used) return resolve(undefined);
      if (this.broken) return resolve(reasonOf(this.broken));
      let timer: NodeJS.Timeout | undefined;
      const forget = onInterruption(signal, () => {
        timer = setTimeout(resolve, LAST_WORDS, 'nobody has read it to its end');
      });
      this.stream.write('', (error) => {
        forget();
        clearTimeout(timer);
        resolve(error ? reasonOf(error) : undefined);
      });
    });
  }
}
