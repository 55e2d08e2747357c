import { visible } from '../results/visible';

/** What a file says may stand in a message: of a longer one the rest is left out. */
const LONGEST = 4000;

/** A message without its line ends, and without what would make a terminal or a CI system do something: it may quote anything. */
export function oneLine(text: string): string {
  const line = text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join(' ');
  return visible(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line, Infinity);
}

/** One line for an error that nobody foresaw. */
export function unforeseen(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `graph-contract failed: ${oneLine(message) || 'the error has no message'}\n`;
}
