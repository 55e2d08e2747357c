/** How a text is coded that is no UTF-8, as Windows PowerShell writes it by `>` and Out-File. */
export type Charset = 'utf-16le' | 'utf-16be';

/**
 * Tells UTF-16 by its byte order mark, or by the zeros of a text that begins in ASCII.
 * @param start the first four bytes, or all of them where there are fewer
 * @returns undefined for anything else, which is taken for UTF-8
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

/** A text in UTF-8. @param chunks in another charset */
export async function* inUtf8(chunks: AsyncIterable<Buffer>, charset: Charset): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(charset);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
