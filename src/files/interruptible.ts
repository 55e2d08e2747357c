import { Interrupted, onInterruption } from '../interrupted';

/**
 * What is read, until the user ends the command: what somebody else is to send may never come.
 * @throws Interrupted where the user has
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
      // A promise of its own for each item: one for all of them would hold on to every item that it was raced with.
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
    // A generator that waits is not ended before what it waits for has come.
    const closed = iterator.return?.();
    if (!waiting) await closed;
    else closed?.catch(() => undefined);
  }
}
