import { visible } from '../results/visible';

/** A message may quote a file, so that it is cut at this length. */
const LONGEST = 4000;

/** A message on one line, without control characters or CI commands, because it may quote any text. */
export function oneLine(text: string): string {
  const line = text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join(' ');
  return visible(line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line, Infinity);
}

/** One line for an unexpected error. */
export function unforeseen(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `graph-contract failed: ${oneLine(message) || 'the error has no message'}\n`;
}
