import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isFolderName } from '../contract/operation';
import { liesBelow } from '../files/led-out';
import { overlayHasCode } from '../judge/overlay';
import { UsageError } from '../usage-error';
import type { ConfigFile } from './config-option';
import type { Io } from './io';

/**
 * What a setting decides:
 *
 * - `judging`: what is judged and how it is told, and nothing else;
 * - `data`: a file, or the folder of a pack, which is read as data;
 * - `code`: what is run; `receiver`: who is sent requests, a token, or what came of a run;
 *   `source`: what is fetched and compared with; `credential`: who is trusted, and
 *   as whom the run acts; `effect`: what a run may do, and whether it judges at all; `output`: where something is written, or
 *   where it is taken from that a run has written; `display`: what is shown of values that are hidden.
 */
export type Decides =
  'judging' | 'data' | 'code' | 'receiver' | 'source' | 'credential' | 'effect' | 'output' | 'display';

/** The settings of each kind. Each option of every command stands in one of them. */
export const SETTINGS: Readonly<Record<Decides, readonly string[]>> = {
  judging: [
    ...['only', 'skip', 'level', 'basis', 'strict', 'lacks', 'contexts', 'no-contexts', 'thorough'],
    ...['format', 'json', 'quiet', 'color', 'no-color'],
    ...['settle', 'timeout', 'read-only', 'explore', 'seed', 'minimise', 'max', 'max-writes'],
    ...['reproduce', 'no-reproduce'],
    ...['port', 'tls', 'base-path', 'fault', 'chaos', 'chaos-seed', 'consumer'],
  ],
  data: ['operation', 'overlay', 'waivers', 'baseline', 'drift', 'ledger'],
  code: ['token-command', 'faults'],
  receiver: [
    ...['provider', 'target', 'cloud', 'host', 'pact', 'provider-states-url'],
    ...['pact-provider', 'consumer-version-selectors', 'enable-pending', 'include-wip-pacts-since'],
    ...['publish-results', 'provider-version', 'provider-branch'],
  ],
  source: ['docs', 'csdl', 'openapi', 'evidence'],
  credential: [
    ...['token', 'token-file', 'token-readonly', 'auth', 'header'],
    ...['ca', 'client-cert', 'client-key', 'tls-cert', 'tls-key'],
  ],
  effect: [
    ...['live', 'no-live', 'allow-writes', 'allow-widening', 'allow-refusals', 'allow-foreign-types'],
    ...['allow-delete', 'group', 'user', 'rate', 'force', 'plan', 'serve-fault'],
  ],
  output: ['out', 'record', 'journal'],
  display: ['show-header', 'show-parameter', 'show-member'],
};

/**
 * Why a configuration that was found in the working directory may not set something: the folder may be anybody's. What
 * is not known to be harmless is refused.
 * @returns undefined where it may
 * @see docs/security.md
 */
export function whyNotTrusted(key: string, value: unknown, io: Pick<Io, 'cwd'>): string | undefined {
  if (SETTINGS.judging.includes(key)) return undefined;
  if (key === 'operation' && !isFolderName(String(value))) return undefined;
  if (!SETTINGS.data.includes(key) || typeof value !== 'string')
    return 'a configuration that was found in the folder may not set it';
  const file = path.resolve(io.cwd, value);
  if (!isInside(io.cwd, file)) return 'a configuration that was found may not name a file outside its folder';
  if (isEndless(file)) return 'a configuration that was found may not name a pipe or a device';
  if (key === 'overlay' && overlayHasCode(file, value))
    return 'a configuration that was found may not name an overlay with checks, which are code';
  return undefined;
}

/** @throws UsageError for a configuration that was found, and is a link to a file elsewhere: nobody named that one */
export function assertFoundHere({ name, place, isNamed }: ConfigFile, { cwd }: Pick<Io, 'cwd'>): void {
  if (!isNamed && !isInside(cwd, place))
    throw new UsageError(
      `${name}: it is a link to a file outside the folder, which is not read; to read it, use --config ${name}`,
    );
  if (!isNamed && isEndless(place))
    throw new UsageError(
      `${name}: it is a pipe or a device, which is not read; to read it, use --config ${name}`,
    );
}

/** Whether reading a file might never end: a pipe waits for whoever writes to it, and some devices go on for ever. */
function isEndless(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

/** Whether a file lies in a folder, wherever links lead; one that is not there is told of by whoever reads it. */
function isInside(folder: string, file: string): boolean {
  const real = existsSync(file) ? realpathSync(file) : file;
  const base = existsSync(file) ? realpathSync(folder) : path.resolve(folder);
  return liesBelow(path.relative(base, real));
}
