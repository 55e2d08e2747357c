import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { interruptible } from '../../src/files/interruptible';
import { Interrupted } from '../../src/interrupted';

const never = new Promise<never>(() => undefined);

/** Numbers, and then nothing any more; notes when it is ended. */
function source(count: number, then: Promise<unknown>) {
  const state = { ended: false };
  async function* numbers(): AsyncGenerator<number> {
    try {
      for (let at = 1; at <= count; at += 1) yield at;
      await then;
    } finally {
      state.ended = true;
    }
  }
  return { state, numbers: numbers() };
}

async function gathered(items: AsyncIterable<number>, into: number[]): Promise<void> {
  for await (const item of items) into.push(item);
}

test('hands on what is read, to its end', async () => {
  const { state, numbers } = source(3, Promise.resolve());
  const read: number[] = [];
  await gathered(interruptible(numbers, new AbortController().signal), read);
  expect([read, state.ended]).toEqual([[1, 2, 3], true]);
});

test('ends while nothing comes any more', async () => {
  const user = new AbortController();
  const read: number[] = [];
  const reading = gathered(interruptible(source(2, never).numbers, user.signal), read);
  while (read.length < 2) await sleep(1);
  user.abort();
  await expect(reading).rejects.toThrow(Interrupted);
  expect(read).toEqual([1, 2]);
});

test('reads nothing where the user has ended the command before', async () => {
  const read: number[] = [];
  const reading = gathered(interruptible(source(2, never).numbers, AbortSignal.abort()), read);
  await expect(reading).rejects.toThrow(Interrupted);
  expect(read).toEqual([]);
});

test('ends the source where its reader has seen enough', async () => {
  const { state, numbers } = source(3, Promise.resolve());
  for await (const item of interruptible(numbers, new AbortController().signal)) if (item === 1) break;
  expect(state.ended).toBe(true);
});

test('holds on to nothing that was read', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const read: WeakRef<object>[] = [];
  async function* objects(): AsyncGenerator<object> {
    for (let at = 0; at < 100; at += 1) yield Promise.resolve({ at });
  }
  for await (const item of interruptible(objects(), new AbortController().signal)) {
    read.push(new WeakRef(item));
    if (read.length < 100) continue;
    await sleep(1);
    collect();
    // The last ones may still stand in a register.
    expect(read.filter((each) => each.deref() !== undefined).length).toBeLessThan(10);
  }
});
