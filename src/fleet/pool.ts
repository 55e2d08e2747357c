import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../contract/package-root';
import type { Trial } from './trial';
import type { Candidate } from './try';
import type { WorkerAnswer, WorkerTask } from './worker';

/** The results for the candidates: trials by id, and the reasons why others could not be judged. */
export interface Trials {
  trials: Map<string, Trial>;
  problems: { id: string; problem: string }[];
}

/** Number of candidates that a thread judges at the same time: most of the time, a run waits for a faulty provider. */
const AT_A_TIME = 3;

/**
 * Size of the young generation in MB: nearly all of a run's memory is short-lived, and frequent collections cost more
 * than the space.
 */
const YOUNG = 128;

export interface TryOptions {
  /** Is called after each candidate with the number of finished ones. */
  onDone?: (done: number, id: string) => void;
  /** Interrupts the threads, which then judge nothing more. */
  signal?: AbortSignal;
}

/**
 * A pool of one thread per processor that judges candidates until it is ended. A caller with several lists keeps the
 * pool, because a new thread is slow until its code is compiled. It handles one list at a time.
 */
export class Pool {
  private readonly threads: Thread[] = [];

  async tryAll(candidates: readonly Candidate[], { onDone, signal }: TryOptions = {}): Promise<Trials> {
    const waiting = [...candidates];
    const found: Trials = { trials: new Map(), problems: [] };
    let done = 0;
    const take = (answer: WorkerAnswer): void => {
      if ('trial' in answer) found.trials.set(answer.trial.id, answer.trial);
      else found.problems.push(answer);
      done += 1;
      onDone?.(done, 'trial' in answer ? answer.trial.id : answer.id);
    };
    const count = Math.min(availableParallelism(), candidates.length);
    while (this.threads.length < count) this.threads.push(new Thread());
    const stop = (): void => this.threads.forEach((thread) => thread.stop());
    signal?.addEventListener('abort', stop, { once: true });
    const work = async (thread: Thread): Promise<void> => {
      for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift())
        take(await thread.judge(next));
    };
    try {
      await Promise.all(
        this.threads.flatMap((thread) => Array.from({ length: AT_A_TIME }, () => work(thread))),
      );
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    return found;
  }

  /** Ends the threads. */
  async end(): Promise<void> {
    await Promise.all(this.threads.splice(0).map((thread) => thread.end()));
  }
}

/** Judges candidates in a pool that ends with the list. */
export async function tryAll(candidates: readonly Candidate[], options: TryOptions = {}): Promise<Trials> {
  const pool = new Pool();
  try {
    return await pool.tryAll(candidates, options);
  } finally {
    await pool.end();
  }
}

/** A thread that judges candidates. A thread that dies is replaced, and its candidates are reported as problems. */
class Thread {
  private readonly pending = new Map<string, (answer: WorkerAnswer) => void>();
  private worker = this.start();

  judge(candidate: Candidate): Promise<WorkerAnswer> {
    return new Promise((resolve) => {
      this.pending.set(candidate.id, resolve);
      this.worker.postMessage({ candidate } satisfies WorkerTask);
    });
  }

  /** Interrupts the thread, so that it ends everything that it started. */
  stop(): void {
    this.worker.postMessage({ stop: true } satisfies WorkerTask);
  }

  async end(): Promise<void> {
    // From here on, the end of the thread is expected.
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }

  private start(): Worker {
    // The compiled file, wherever this module runs from: a thread runs JavaScript.
    const worker = new Worker(packageFile('dist', 'src', 'fleet', 'worker.js'), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    });
    const broken = (error: unknown): void => {
      worker.removeAllListeners();
      this.worker = this.start();
      const problem = error instanceof Error ? error.message : 'its thread ended';
      for (const id of [...this.pending.keys()]) this.answer(id, { id, problem });
    };
    worker.on('message', (answer: WorkerAnswer) =>
      this.answer('trial' in answer ? answer.trial.id : answer.id, answer),
    );
    worker.once('error', broken);
    worker.once('exit', broken);
    return worker;
  }

  private answer(id: string, answer: WorkerAnswer): void {
    const resolve = this.pending.get(id);
    this.pending.delete(id);
    resolve?.(answer);
  }
}
