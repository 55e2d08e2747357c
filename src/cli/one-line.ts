/** A message without its line ends. */
export const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

/** One line for an error that nobody foresaw. */
export function unforeseen(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `graph-contract failed: ${oneLine(message) || 'without a word'}\n`;
}
