import { Interrupted, onInterruption } from '../interrupted';

/**
 * What is read, until the user ends the command: what somebody else is to send may never come.
 * @throws Interrupted where the user has
 */
export async function* interruptible<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let forget = (): void => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    forget = onInterruption(signal, () => reject(new Interrupted()));
  });
  // Where nothing is waited for when it comes, nobody listens.
  ended.catch(() => undefined);
  let waiting = false;
  try {
    for (;;) {
      if (signal.aborted) throw new Interrupted();
      waiting = true;
      const next = await Promise.race([iterator.next(), ended]);
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
