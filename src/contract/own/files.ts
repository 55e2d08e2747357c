import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { LIMITS, raising } from '../../bounds/limits';
import { readYaml } from '../../bounds/yaml';
import { LocatedYaml } from '../located-yaml';
import type { PackFile } from '../pack';
import type { Fault } from './faults';

/** A file of a pack that is YAML. */
export interface ReadFile {
  text: string;
  value: unknown;
  yaml: LocatedYaml;
}

const REQUIRED: readonly PackFile[] = ['openapi.yaml', 'requirements.yaml'];

/**
 * Reads a file of a pack of the user's own. Only what lies in the folder is read, wherever links lead.
 * @returns what is wrong with it, or the file; neither where it is not there and need not be
 */
export function readPackFile(folder: string, file: PackFile): ReadFile | Fault | undefined {
  const fault = (says: string, line = 1): Fault => ({ file, at: [], says, line });
  const place = path.join(folder, file);
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined)
    return REQUIRED.includes(file) ? fault('is not there; a pack needs it (docs/packs.md)') : undefined;
  let text: string;
  try {
    const real = realpathSync(place);
    if (path.dirname(real) !== realpathSync(folder))
      return fault('is a link that points outside the folder of the pack; put the file itself there');
    const stats = statSync(real);
    if (!stats.isFile()) return fault('is no file');
    if (stats.size > LIMITS.written)
      return fault(`is larger than the limit of ${LIMITS.written} bytes; ${raising('written')}`);
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(real));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return fault('is not in UTF-8; save it as that');
    return fault(`cannot be read: ${code ?? message}`);
  }
  try {
    return { text, value: readYaml(text), yaml: new LocatedYaml(text) };
  } catch (error) {
    const [message = ''] = (error as Error).message.split('\n');
    const [, line = '1'] = /\bline (\d+)/.exec(message) ?? [];
    return fault(`is not valid YAML: ${message.replace(/:$/, '')}`, Number(line));
  }
}

export const isFault = (given: ReadFile | Fault | undefined): given is Fault =>
  given !== undefined && 'says' in given;
