/**
 * What a reader can't see, or what makes a terminal or a viewer do something: control and format
 * characters (terminal escapes, bidi controls, joiners), line ends, lone surrogates, blanks that aren't
 * the space, fillers, and the noncharacters, some of which XML 1.0 forbids.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFDD0-\uFDEF\uFFFE\uFFFF]|(?! )\p{Zs}/u;
const EVERY_HIDDEN = new RegExp(HIDDEN.source, 'gu');

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** How much is shown of a text where nothing else is said, in characters. */
const LONGEST = 1000;

/**
 * Text from outside as one line that is safe to print: what is hidden stands as `\u001b`, line ends as
 * `\n`, and what exceeds `max` characters is left out, with a note of how much.
 */
export function visible(text: string, max: number = LONGEST): string {
  if (text.length <= max && !HIDDEN.test(text)) return text;
  let shown = '';
  let read = 0;
  for (const character of text) {
    const next = HIDDEN.test(character) ? (SHORT[character] ?? escapeOf(character)) : character;
    if (shown.length + next.length > max) return `${shown}… (${text.length - read} more)`;
    shown += next;
    read += character.length;
  }
  return shown;
}

export const isHidden = (character: string): boolean => HIDDEN.test(character);

/** JSON text with everything hidden escaped as JSON escapes it, line ends between its tokens aside. */
export const visibleJson = (json: string): string =>
  json.replace(EVERY_HIDDEN, (character) =>
    character === '\n' ? character : [...Array(character.length).keys()].map((at) => unit(character, at)).join(''),
  );

const unit = (text: string, at: number): string => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;

const escapeOf = (character: string): string =>
  character.length === 1 ? unit(character, 0) : `\\u{${character.codePointAt(0)?.toString(16)}}`;
