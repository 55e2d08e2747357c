import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isFolderName } from '../contract/operation';
import { overlayHasCode } from '../judge/overlay';
import type { Io } from './io';

/** Settings that say what is judged and how it is told, and nothing else. */
const HARMLESS = new Set([
  ...['only', 'skip', 'level', 'basis', 'strict', 'lacks'],
  ...['format', 'json', 'quiet', 'color', 'no-color'],
  ...['settle', 'timeout', 'read-only', 'plan', 'explore', 'seed', 'minimise', 'max', 'max-writes'],
  ...['port', 'tls', 'base-path', 'fault', 'chaos', 'chaos-seed', 'consumer'],
]);
/** Settings that name a file, or the folder of a pack, which is read as data. */
const DATA_FILES = new Set(['overlay', 'waivers', 'baseline', 'drift', 'ledger', 'operation']);

/**
 * Why a configuration that was found in the working directory may not set something: the folder may be anybody's. What
 * is not known to be harmless is refused: code, commands, hosts, tokens, journals, and where output is written.
 * @returns undefined where it may
 * @see docs/security.md
 */
export function whyNotTrusted(key: string, value: unknown, io: Io): string | undefined {
  if (HARMLESS.has(key)) return undefined;
  if (key === 'operation' && !isFolderName(String(value))) return undefined;
  if (!DATA_FILES.has(key) || typeof value !== 'string')
    return 'a configuration that was found in the folder may not set it';
  const file = path.resolve(io.cwd, value);
  if (!isInside(io.cwd, file)) return 'a configuration that was found may not name a file outside its folder';
  if (key === 'overlay' && overlayHasCode(file))
    return 'a configuration that was found may not name an overlay with checks, which are code';
  return undefined;
}

/** Whether a file lies in a folder, wherever links lead; one that is not there is told of by whoever reads it. */
function isInside(folder: string, file: string): boolean {
  const real = existsSync(file) ? realpathSync(file) : file;
  const base = existsSync(file) ? realpathSync(folder) : path.resolve(folder);
  const relative = path.relative(base, real);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
