/** Encodings other than UTF-8, as Windows PowerShell writes them with `>` and Out-File. */
export type Charset = 'utf-16le' | 'utf-16be';

/**
 * Detects UTF-16 by its byte order mark, or by the zero bytes of a text that begins in ASCII.
 * @param start the first four bytes, or all bytes of a shorter text
 * @returns undefined for anything else, which is read as UTF-8
 */
export function charsetOf(start: Buffer): Charset | undefined {
  const [first, second, third, fourth] = start;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (start.length < 4) return undefined;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'utf-16be';
  return undefined;
}

/** Converts a text to UTF-8. @param chunks the text in another charset */
export async function* inUtf8(chunks: AsyncIterable<Buffer>, charset: Charset): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(charset);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
