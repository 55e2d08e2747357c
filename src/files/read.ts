import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { Gathered } from '../bounds/gathered';
import { LIMITS, raising, type Limit } from '../bounds/limits';
import { charsetOf } from './charset';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Reads a text file that a person wrote, in UTF-8, or in UTF-16 as Windows PowerShell writes it.
 * @param limit the limit of its size
 * @throws the error of the file system, or an error that the file is too large or in another encoding
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

/** Reads a file that may contain invalid UTF-8 or be binary. @throws as readText does */
export const readLoosely = (file: string, limit: Limit = 'document'): string =>
  bytesOf(file, limit).toString('utf8');

/**
 * Reads no more than the limit, even from a pipe or device that sends more. A pipe without a writer blocks the
 * process; a signal then ends it at once, as if there were no signal handlers.
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

/** Number of bytes read at a time. */
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

/** The error for a file above the limit, in words that follow its name. */
export const tooLarge = (limit: Limit): Error =>
  new Error(`it is larger than the limit of ${LIMITS[limit]} bytes; ${raising(limit)}`);
