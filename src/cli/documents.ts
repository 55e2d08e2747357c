import { Gathered } from '../bounds/gathered';
import { LIMITS } from '../bounds/limits';
import { tooLarge } from '../files/read';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { reasonOf } from './options';
import { sourcesOf } from './sources';

/**
 * Reads the texts of files, plain or gzip. `-` stands for standard input and may be used once.
 * @throws UsageError for what cannot be read
 */
export async function textsOf(files: readonly string[], io: Io): Promise<{ file: string; text: string }[]> {
  if (files.filter((file) => file === '-').length > 1)
    throw new UsageError('- stands for standard input, which can only be read once: name it once');
  const texts: { file: string; text: string }[] = [];
  for (const name of files) {
    const file = name === '-' ? 'standard input' : name;
    const [source] = await sourcesOf([name], io);
    try {
      const gathered = new Gathered();
      for await (const chunk of source?.chunks ?? []) {
        if (gathered.size + chunk.length > LIMITS.document) throw tooLarge('document');
        gathered.add(chunk);
      }
      // A byte order mark, which Windows PowerShell writes, is no part of the text.
      texts.push({ file, text: new TextDecoder().decode(gathered.bytes) });
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      throw new UsageError(`${file}: ${reasonOf(error)}`);
    }
  }
  return texts;
}
