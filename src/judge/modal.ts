import type { Level } from '../contract/register/row';

/** A word that says how much is demanded. */
const MODAL = /\b(?:must|should)\b/g;
/** The text after this came from outside. */
const SEEN = /, (?:got|read|found) /;

/**
 * A message in the words of the level at which its row is broken: a violation says `must`, anything less `should`. A
 * check writes its words for the usual case, and an overlay or a breach of less weight changes the level. What is
 * quoted, and what was seen, stays as it came.
 */
export function inWordsOf(level: Level, message: string): string {
  const word = level === 'MUST' ? 'must' : 'should';
  const end = SEEN.exec(message)?.index ?? message.length;
  if (!message.includes('"')) return message.slice(0, end).replace(MODAL, word) + message.slice(end);
  let quoted = false;
  const said = message
    .slice(0, end)
    .split('"')
    .map((part, at, parts) => {
      // A quotation mark behind an odd number of backslashes is part of what is quoted; of a long value the last is cut off.
      const isEscaped = quoted && isOdd(backslashesAtEnd(part));
      const behind = !quoted ? 0 : at < parts.length - 1 ? part.length : cutAt(part);
      const told = part.slice(0, behind) + part.slice(behind).replace(MODAL, word);
      quoted = isEscaped || !quoted;
      return told;
    });
  return said.join('"') + message.slice(end);
}

/** Where a value ends that was cut as `describe` cuts it. */
function cutAt(part: string): number {
  const at = part.lastIndexOf(' characters)');
  return at === -1 ? part.length : at;
}

const isOdd = (count: number): boolean => count % 2 === 1;

function backslashesAtEnd(text: string): number {
  let count = 0;
  while (text.at(-1 - count) === '\\') count += 1;
  return count;
}
