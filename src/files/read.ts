import { readFileSync, statSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The text of a file that a person wrote. Where it is a pipe that nobody writes to, the process stands still until
 * somebody does: a signal then ends it at once, as if nobody listened to signals.
 * @throws what the file system says
 */
export function readText(file: string): string {
  if (statSync(file).isFile()) return readFileSync(file, 'utf8');
  const listening = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const);
  for (const [signal] of listening) process.removeAllListeners(signal);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    for (const [signal, listeners] of listening)
      for (const listener of listeners) process.on(signal, listener as NodeJS.SignalsListener);
  }
}
