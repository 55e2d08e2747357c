/** What a file says may stand in a message: of a longer one the rest is left out. */
const LONGEST = 4000;

/** A message without its line ends. */
export function oneLine(text: string): string {
  const line = text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join(' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** One line for an error that nobody foresaw. */
export function unforeseen(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `graph-contract failed: ${oneLine(message) || 'without a word'}\n`;
}
