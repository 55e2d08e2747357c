import { visible } from '../results/visible';

/** What has a meaning in Markdown or HTML, anywhere in a line. */
const ACTIVE = /[&<>"`*_[\](){}#|!~\\^=+:]/g;
/** What begins a list as the first word of a line; a dash begins one too, or a rule. */
const NUMBERED = /^\d+\.$/;
/** What a renderer makes a link, a mention, a formula or a reference to a commit or an issue of. */
const LINKED = /[@#$]|:\/\/|www\.|\bGH-\d|\b[0-9a-f]{7,40}\b/i;

/**
 * Text from outside as a piece of a line of Markdown that shows it and nothing else. Words that a renderer
 * would link stand as code, which is the one place where it leaves them alone.
 */
export const prose = (text: string, max?: number): string =>
  visible(text, max)
    .trim()
    .split(' ')
    .map((word, at) => (LINKED.test(word) ? codeWord(word, at) : escaped(word, at)))
    .join(' ');

/** A word as code, and the punctuation around it as text. */
function codeWord(word: string, at: number): string {
  const [before = ''] = /^["'([]*/.exec(word) ?? [];
  const rest = word.slice(before.length);
  // A closing bracket belongs to the word that opens it.
  const around = /[([]/.test(rest) ? `"',.;:!?` : `"',.;:!?)]`;
  let end = rest.length;
  while (end > 0 && around.includes(rest.charAt(end - 1))) end -= 1;
  if (end === 0) return code(word);
  return `${escaped(before, at)}${code(rest.slice(0, end))}${escaped(rest.slice(end), 1)}`;
}

/** Text from outside as code in a line, a cell of a table included: there a bar would end the cell. */
export const code = (text: string, max?: number): string =>
  visible(text, max)
    .split('|')
    .map((part) => (part === '' ? '' : span(part)))
    .join('&#124;');

function span(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  // One blank at either end is taken off again where there is one at both.
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Text of one line as a block of code that it can't break out of. */
export function block(text: string, language: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, text, fence];
}

/** A link to an https URL; what is none stands there as text. */
export const httpsLink = (text: string, url: string): string =>
  /^https:\/\/[^\s<>"'`|\\()[\]{}]+$/.test(url)
    ? `[${prose(text)}](<${url}>)`
    : `${prose(text)} ${code(url)}`;

const escaped = (word: string, at: number): string => {
  const plain = word.replace(ACTIVE, entity);
  if (at > 0) return plain;
  return NUMBERED.test(plain) ? `${plain.slice(0, -1)}${entity('.')}` : plain.replace(/^-/, entity);
};

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
