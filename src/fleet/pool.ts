import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../contract/package-root';
import type { Trial } from './trial';
import type { Candidate } from './try';
import type { WorkerAnswer, WorkerTask } from './worker';

/** What came of the candidates: trials by id, and those that could not be tried, with the reason. */
export interface Trials {
  trials: Map<string, Trial>;
  problems: { id: string; problem: string }[];
}

/** Candidates that a thread judges at the same time: a wrong provider is often waited for. */
const AT_A_TIME = 3;

/** Room for what is forgotten soon, in MB: nearly all of a run is, and collecting it often costs more than the room. */
const YOUNG = 128;

export interface TryOptions {
  /** Is called after each, with how many are done. */
  onDone?: (done: number, id: string) => void;
  /** Breaks off what the threads are at; they judge nothing after that. */
  signal?: AbortSignal;
}

/**
 * As many threads as the machine has processors, which try candidates until they are ended. Whoever tries several lists
 * keeps them: a thread is slow at first, until its code is compiled. One list is tried at a time.
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

/** Tries candidates in threads of their own. */
export async function tryAll(candidates: readonly Candidate[], options: TryOptions = {}): Promise<Trials> {
  const pool = new Pool();
  try {
    return await pool.tryAll(candidates, options);
  } finally {
    await pool.end();
  }
}

/** A thread that judges candidates; one that dies is replaced, and what it was at is a problem of its own. */
class Thread {
  private readonly pending = new Map<string, (answer: WorkerAnswer) => void>();
  private worker = this.start();

  judge(candidate: Candidate): Promise<WorkerAnswer> {
    return new Promise((resolve) => {
      this.pending.set(candidate.id, resolve);
      this.worker.postMessage({ candidate } satisfies WorkerTask);
    });
  }

  /** Breaks off what it is at, so that everything that was started is ended. */
  stop(): void {
    this.worker.postMessage({ stop: true } satisfies WorkerTask);
  }

  async end(): Promise<void> {
    // Its end is no failure any more.
    this.worker.removeAllListeners();
    await this.worker.terminate();
  }

  private start(): Worker {
    // The compiled file, wherever this one runs from: a thread runs JavaScript.
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
