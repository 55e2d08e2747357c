import { reasonOf } from '../files/reason';
import { onInterruption } from '../interrupted';

/** How long what was said may still take to arrive when the user has ended the command, in milliseconds. */
const LAST_WORDS = 500;

/** The standard output of the process, or its standard error: what is said there, and whether it arrives. */
export class Output {
  private broken: Error | undefined;
  private used = false;

  constructor(private readonly stream: NodeJS.WritableStream) {
    // Whoever reads it may have seen enough, and its disk may be full: that ends nothing else.
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
      // Where nothing was said, it does not matter who would have read it.
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
