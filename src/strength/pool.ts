import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../schema/package-root';
import type { Trial } from './trial';
import type { Candidate } from './try';
import type { WorkerAnswer } from './worker';

/** What came of the candidates: trials by id, and those that could not be tried, with the reason. */
export interface Trials {
  trials: Map<string, Trial>;
  problems: { id: string; problem: string }[];
}

/**
 * Tries candidates in as many threads as the machine has processors.
 * @param onDone is called after each, with how many are done
 */
export async function tryAll(
  candidates: readonly Candidate[],
  { onDone, signal }: { onDone?: (done: number, id: string) => void; signal?: AbortSignal } = {},
): Promise<Trials> {
  const waiting = [...candidates];
  const found: Trials = { trials: new Map(), problems: [] };
  let done = 0;
  const take = (answer: WorkerAnswer): void => {
    if ('trial' in answer) found.trials.set(answer.trial.id, answer.trial);
    else found.problems.push(answer);
    done += 1;
    onDone?.(done, 'trial' in answer ? answer.trial.id : answer.id);
  };
  const threads = Math.min(availableParallelism(), candidates.length);
  await Promise.all(Array.from({ length: threads }, () => thread(waiting, take, signal)));
  return found;
}

/** One thread, until nothing waits any more. */
async function thread(
  waiting: Candidate[],
  take: (answer: WorkerAnswer) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  // The compiled file, wherever this one runs from: a thread runs JavaScript.
  const start = (): Worker => new Worker(packageFile('dist', 'src', 'strength', 'worker.js'));
  let worker = start();
  try {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      const candidate = next;
      take(
        await new Promise<WorkerAnswer>((resolve) => {
          const broken = (error: unknown): void => {
            // It dies, and would answer nothing any more, nor be told apart from the next one's end.
            worker.removeAllListeners();
            worker = start();
            resolve({
              id: candidate.id,
              problem: error instanceof Error ? error.message : 'its thread ended',
            });
          };
          worker.removeAllListeners();
          worker.once('message', resolve);
          worker.once('error', broken);
          worker.once('exit', broken);
          worker.postMessage(candidate);
        }),
      );
    }
  } finally {
    // Its end is no failure any more.
    worker.removeAllListeners();
    await worker.terminate();
  }
}
