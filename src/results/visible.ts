/**
 * What a reader can't see, or what makes a terminal or a viewer do something: control and format
 * characters (terminal escapes, bidi controls, joiners), line ends, lone surrogates, blanks that aren't
 * the space, fillers, and the noncharacters, some of which XML 1.0 forbids.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFDD0-\uFDEF\uFFFE\uFFFF]|(?! )\p{Zs}/u;
const EVERY_HIDDEN = new RegExp(HIDDEN.source, 'gu');

/**
 * What CI systems take for a command to them when it stands in a log: `::` at the start of a line (GitHub;
 * a line may be folded at any blank), `##[`, `##vso[` and `##teamcity[` anywhere.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
const COMMAND = /(?<!\S)::(?=[a-z])|##(?=(?:vso|teamcity)?\[)/iy;
const ANYWHERE = /##(?=(?:vso|teamcity)?\[)/i;
const EVERYWHERE = new RegExp(ANYWHERE.source, 'gi');

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** How much is shown of a text where nothing else is said, in characters. */
const LONGEST = 1000;

/**
 * Text from outside as one line that is safe to print: what is hidden stands as `\u001b`, line ends as
 * `\n`, and what exceeds `max` characters is left out, with a note of how much.
 */
export function visible(text: string, max: number = LONGEST): string {
  if (text.length <= max && !HIDDEN.test(text) && !/::|##/.test(text)) return text;
  let shown = '';
  let read = 0;
  for (const character of text) {
    const active = HIDDEN.test(character) || commandsAt(text, read);
    const next = active ? (SHORT[character] ?? escapeOf(character)) : character;
    if (shown.length + next.length > max) return `${shown}… (${text.length - read} more)`;
    shown += next;
    read += character.length;
  }
  return shown;
}

/** Whether a command to a CI system begins here. */
function commandsAt(text: string, at: number): boolean {
  COMMAND.lastIndex = at;
  return COMMAND.test(text);
}

export const isHidden = (character: string): boolean => HIDDEN.test(character);

/** Whether a CI system would find a command in the midst of this text. */
export const commandsCi = (text: string): boolean => ANYWHERE.test(text);

/** JSON text in which what is hidden is escaped as JSON escapes it, the line ends between its tokens aside. */
export const visibleJson = (json: string): string =>
  json
    .replace(EVERY_HIDDEN, (character) =>
      character === '\n'
        ? character
        : Array.from({ length: character.length }, (_, at) => unit(character, at)).join(''),
    )
    .replace(EVERYWHERE, () => `${unit('#', 0)}#`);

const unit = (text: string, at: number): string => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;

const escapeOf = (character: string): string =>
  character.length === 1 ? unit(character, 0) : `\\u{${character.codePointAt(0)?.toString(16)}}`;
