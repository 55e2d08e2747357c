/** A thread that keeps the record of traffic and judges it. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Witness } from './witness';
import type { WitnessOptions } from './witness-options';
import { outcomeOf, weightOf, type WitnessAnswer, type WitnessTask } from './witness-thread';

const witness = new Witness(workerData as WitnessOptions);
const say = (answer: WitnessAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', (task: WitnessTask) => {
  if ('end' in task) {
    return say(outcomeOf(witness));
  }
  if ('refused' in task) return witness.refused(task.refused);
  const lines = witness.takeAll(task.passages);
  const weight = task.passages.reduce((sum, passage) => sum + weightOf(passage), 0);
  say({ taken: task.passages.length, weight, lines, stuck: witness.stuck });
});
say({ ready: true, thread: steppedBack() });

/**
 * Where the system can tell threads apart, what forwards comes first. Elsewhere they share the processors as equals.
 * @returns the number of this thread, where it has stepped back
 */
function steppedBack(): number | undefined {
  try {
    const thread = Number(path.basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, 10);
    return thread;
  } catch {
    // No Linux, or not allowed.
    return undefined;
  }
}
