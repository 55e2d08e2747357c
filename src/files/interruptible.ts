import { Interrupted, onInterruption } from '../interrupted';

/**
 * Iterates until the user ends the command, because input from others may never come.
 * @throws Interrupted if the user ended the command
 */
export async function* interruptible<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let end = (): void => undefined;
  const forget = onInterruption(signal, () => end());
  let waiting = false;
  try {
    for (;;) {
      if (signal.aborted) throw new Interrupted();
      waiting = true;
      // Each item has its own promise: a single one would keep every item that it was raced with in memory.
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        end = () => reject(new Interrupted());
        iterator.next().then(resolve, reject);
      });
      waiting = false;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    forget();
    // A waiting generator does not end before its next item has come.
    const closed = iterator.return?.();
    if (!waiting) await closed;
    else closed?.catch(() => undefined);
  }
}
