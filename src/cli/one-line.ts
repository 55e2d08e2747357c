/** A message without its line ends. */
export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

/** One line for an error that nobody foresaw. */
export function unforeseen(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `graph-contract failed: ${oneLine(message) || 'without a word'}\n`;
}
