import { html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { isHidden, visible } from '../../results/visible';

/** Markup whose every text was escaped. */
export type Markup = HtmlEscapedString;
type Part = Markup | string | number | false | null | undefined | readonly Part[];

/** Markup in which whatever is put in is escaped, unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup =>
  // It is a promise only where a part is one.
  tagged(strings, ...parts) as Markup;

/** How much of a text is shown, in characters. */
const LONGEST = 2000;

/** A text from outside, on one line, with nothing hidden in it. */
export const text = (value: string, max = LONGEST): string => visible(value, max);

/** An address that may be followed: https, or http; undefined for any other. */
export const followable = (url: string): string | undefined =>
  /^https?:\/\/[^\s]+$/i.test(url) ? url : undefined;

/** A link to an address, or the address alone where it may not be followed. */
export function link(url: string, label: string): Markup {
  const address = followable(url);
  return address === undefined
    ? html`${text(label)}`
    : html`<a href="${address}" rel="noreferrer">${text(label)}</a>`;
}

const NAMES: Record<string, string> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\0': '\\0', '\x1b': '\\e' };

/** Bytes as text in which what cannot be seen is drawn: line ends as escapes in front of the break, the rest as escapes alone. */
export function drawn(value: string): Markup[] {
  const parts: Markup[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push(html`${plain}`);
    plain = '';
  };
  for (const character of value) {
    if (!isHidden(character)) plain += character;
    else {
      flush();
      const sign = NAMES[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
      parts.push(html`<span class="ctl">${sign}</span>${character === '\n' ? '\n' : ''}`);
    }
  }
  flush();
  return parts;
}

/** What stands in an address after #: letters, digits and hyphens. */
export const anchorOf = (name: string): string => name.replace(/[^A-Za-z0-9-]+/g, '-');
