import { isHidden, visible } from './visible';

/** A longer command is cut: it's whole in report.json. */
const LONGEST = 4000;

/** Quoted text in single quotes, in double quotes, an escaped character, and what stands between them. */
const WORDS = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\.|[^'"\\]+|./gs;

const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', "'": "\\'", '\\': '\\\\' };

/**
 * A shell command on one line in which nothing is hidden, and that still means the same: what can't be
 * seen is written in the shell's own escapes, `$'…'`.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_04
 */
export function commandLine(curl: string): string {
  const line = curl.replace(WORDS, (word, single?: string) => {
    if (![...word].some(isHidden)) return word;
    if (single !== undefined) return dollarQuoted(single);
    if (word.startsWith('\\')) return dollarQuoted(word.slice(1));
    const inside = word.startsWith('"');
    return [...word]
      .map((character) => {
        if (!isHidden(character)) return character;
        return inside ? `"${dollarQuoted(character)}"` : dollarQuoted(character);
      })
      .join('');
  });
  return visible(line, LONGEST);
}

const dollarQuoted = (text: string): string =>
  `$'${[...text].map((character) => NAMED[character] ?? (isHidden(character) ? octal(character) : character)).join('')}'`;

const octal = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
