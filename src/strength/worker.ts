/** A thread that judges one candidate after the other. */
import { parentPort } from 'node:worker_threads';
import { tryOut, type Candidate } from './try';
import type { Trial } from './trial';

/** What a thread says of a candidate. */
export type WorkerAnswer = { trial: Trial } | { id: string; problem: string };

parentPort?.on('message', (candidate: Candidate) => {
  tryOut(candidate).then(
    (trial) => parentPort?.postMessage({ trial } satisfies WorkerAnswer),
    (error: Error) =>
      parentPort?.postMessage({ id: candidate.id, problem: error.message } satisfies WorkerAnswer),
  );
});
