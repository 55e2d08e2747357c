import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Gathered } from '../bounds/gathered';
import { LIMITS, raising, type Limit } from '../bounds/limits';
import { charsetOf } from './charset';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The text of a file that a person wrote, in UTF-8, or in UTF-16 as Windows PowerShell writes it.
 * @param limit of its size
 * @throws what the file system says, or that the file is larger, or in another charset
 */
export function readText(file: string, limit: Limit = 'document'): string {
  const bytes = bytesOf(file, limit);
  const charset = charsetOf(bytes.subarray(0, 4)) ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not in UTF-8; save it as UTF-8');
  }
}

/** The text of a file whose letters may be of another charset here and there, or that may be no text. @throws as readText does */
export const readLoosely = (file: string, limit: Limit = 'document'): string =>
  bytesOf(file, limit).toString('utf8');

/**
 * Reads no more than the limit, whatever a pipe or a device goes on to send. Where it is a pipe that nobody writes to,
 * the process stands still until somebody does: a signal then ends it at once, as if nobody listened to signals.
 */
function bytesOf(file: string, limit: Limit): Buffer {
  const stats = statSync(file);
  if (stats.size > LIMITS[limit]) throw tooLarge(limit);
  if (stats.isFile()) return bounded(file, limit);
  const listening = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const);
  for (const [signal] of listening) process.removeAllListeners(signal);
  try {
    return bounded(file, limit);
  } finally {
    for (const [signal, listeners] of listening)
      for (const listener of listeners) process.on(signal, listener as NodeJS.SignalsListener);
  }
}

/** How much is read at a time, in bytes. */
const CHUNK = 64 * 1024;

function bounded(file: string, limit: Limit): Buffer {
  const fd = openSync(file, 'r');
  try {
    const gathered = new Gathered();
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const size = readSync(fd, chunk);
      if (size === 0) return gathered.bytes;
      gathered.add(chunk.subarray(0, size));
      if (gathered.size > LIMITS[limit]) throw tooLarge(limit);
    }
  } finally {
    closeSync(fd);
  }
}

/** That a file is larger than is read, in words that follow its name. */
export const tooLarge = (limit: Limit): Error =>
  new Error(`it is larger than the limit of ${LIMITS[limit]} bytes; ${raising(limit)}`);
