import { stripVTControlCharacters } from 'node:util';

/**
 * Folds a line at its blanks. What has no blank, such as a URL, stays whole on a line of its own, so that
 * it can be copied. Colours take no room.
 * @param indent blanks before every line but the first
 */
export function wrap(text: string, width: number, indent: number): string[] {
  const start = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = start;
  let empty = true;
  for (const word of text.slice(start.length).split(' ')) {
    if (!empty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(indent);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}

const columnsOf = (text: string): number =>
  text.includes('\u001b') ? stripVTControlCharacters(text).length : text.length;
