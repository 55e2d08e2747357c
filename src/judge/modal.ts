import type { Level } from '../contract/register/row';

/** JSON text in quotation marks, or a word that says how much is demanded. */
const QUOTED_OR_MODAL = /"(?:[^"\\]|\\.)*"|\b(?:must|should)\b/g;
/** What stands behind it came from outside. */
const SEEN = /, (?:got|read|found) /;

/**
 * A message in the words of the level at which its row is broken: a violation says `must`, anything less `should`. A
 * check writes its words for the usual case, and an overlay or a breach of less weight changes the level. What is
 * quoted, and what was seen, stays as it came.
 */
export function inWordsOf(level: Level, message: string): string {
  const word = level === 'MUST' ? 'must' : 'should';
  const end = SEEN.exec(message)?.index ?? message.length;
  const said = message.slice(0, end).replace(QUOTED_OR_MODAL, (part) => (part.startsWith('"') ? part : word));
  return said + message.slice(end);
}
