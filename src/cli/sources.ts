import path from 'node:path';
import { STANDARD_INPUT } from '../exchanges/exchange';
import type { Source } from '../exchanges/readers/source';
import { interruptible } from '../files/interruptible';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { isUrl } from './misplaced';
import { reasonOf } from './options';

/**
 * Opens files, `-` for standard input; all of them before anything is read, so that a wrong name costs no work.
 * Reading them ends when the user ends the command.
 * @throws UsageError for one that cannot be opened
 */
export async function sourcesOf(files: readonly string[], io: Io): Promise<Source[]> {
  const { openFile, sourceOf } = await import('../exchanges/readers/source.js');
  const sources = files.map((file) => {
    if (file === '-') return sourceOf(STANDARD_INPUT, io.stdin());
    try {
      return openFile(file, path.resolve(io.cwd, file));
    } catch (error) {
      const hint = isUrl(file) ? '; to judge the provider at a URL, say verify --provider' : '';
      throw new UsageError(`${file}: ${reasonOf(error)}${hint}`);
    }
  });
  return sources.map((source) => ({ ...source, chunks: interruptible(source.chunks, io.signal) }));
}
