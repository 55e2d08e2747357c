/** A thread that judges candidates. */
import { parentPort } from 'node:worker_threads';
import { tryOut, type Candidate } from './try';
import type { Trial } from './trial';

/** A message to a thread. */
export type WorkerTask = { candidate: Candidate } | { stop: true };

/** A thread's answer on a candidate. */
export type WorkerAnswer = { trial: Trial } | { id: string; problem: string };

const stopping = new AbortController();

parentPort?.on('message', (task: WorkerTask) => {
  if ('stop' in task) return stopping.abort();
  const { candidate } = task;
  const say = (answer: WorkerAnswer): void => parentPort?.postMessage(answer);
  tryOut(candidate, stopping.signal).then(
    (trial) => say({ trial }),
    (error: Error) => say({ id: candidate.id, problem: error.message }),
  );
});
