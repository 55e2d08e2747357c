import { commandsCi, isHidden, visible } from '../results/visible';

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
export function commandLine(curl: string, longest: number = LONGEST): string {
  const line = curl.replace(WORDS, (word, single?: string) => {
    const characters = [...word];
    const escapes = (character: string): boolean =>
      isHidden(character) || (character === '#' && commandsCi(word));
    if (!characters.some(escapes)) return word;
    if (single !== undefined) return dollarQuoted(single, escapes);
    if (word.startsWith('\\')) return dollarQuoted(word.slice(1), escapes);
    const quote = word.startsWith('"') ? '"' : '';
    return characters
      .map((one) => (escapes(one) ? `${quote}${dollarQuoted(one, escapes)}${quote}` : one))
      .join('');
  });
  // A report of others may contain something other than a curl command: it is shown as text.
  if (/^\s*::/.test(line)) return visible(line, LONGEST);
  return line.length <= longest
    ? line
    : `${line.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}… (${line.length - LONGEST} more)`;
}

const dollarQuoted = (text: string, escapes: (character: string) => boolean): string =>
  `$'${[...text].map((one) => NAMED[one] ?? (escapes(one) ? octal(one) : one)).join('')}'`;

const octal = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
