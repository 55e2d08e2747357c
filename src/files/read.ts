import { readFileSync, statSync } from 'node:fs';
import { LIMITS } from '../bounds/limits';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The text of a file that a person wrote. Where it is a pipe that nobody writes to, the process stands still until
 * somebody does: a signal then ends it at once, as if nobody listened to signals.
 * @param most the largest file that is read, in bytes
 * @throws what the file system says, or that the file is larger
 */
export function readText(file: string, most: number = LIMITS.document): string {
  const stats = statSync(file);
  if (stats.size > most)
    throw new Error(`it is larger than ${most} bytes, which is the most that is read; split it`);
  if (stats.isFile()) return readFileSync(file, 'utf8');
  const listening = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const);
  for (const [signal] of listening) process.removeAllListeners(signal);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    for (const [signal, listeners] of listening)
      for (const listener of listeners) process.on(signal, listener as NodeJS.SignalsListener);
  }
}
