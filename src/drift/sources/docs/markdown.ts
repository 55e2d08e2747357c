import MarkdownIt from 'markdown-it';
import { LIMITS, raising } from '../../../bounds/limits';
import { parseJson } from '../../../exchanges/json-text';
import { UsageError } from '../../../usage-error';
import { textOf, type Document } from '../documents';

/** A block of a page, with its first line, counted from 1. */
export type Block =
  | { kind: 'heading'; level: number; text: string; line: number }
  | { kind: 'text'; text: string; line: number }
  | { kind: 'table'; head: string[]; rows: Row[]; line: number }
  | { kind: 'code'; text: string; line: number; annotation?: Annotation }
  | { kind: 'comment'; text: string; line: number };

export interface Row {
  cells: string[];
  line: number;
}

/** The JSON comment before a code block that describes the block. */
export interface Annotation {
  members: Record<string, unknown>;
  line: number;
}

export type Heading = Extract<Block, { kind: 'heading' }>;
export type Text = Extract<Block, { kind: 'text' }>;
export type Table = Extract<Block, { kind: 'table' }>;
export type Code = Extract<Block, { kind: 'code' }>;

/** A page: its front matter by name, and its blocks in order. */
export interface Page {
  matter: Record<string, string>;
  blocks: Block[];
}

/** Text inside a block is not parsed further: rules for it take quadratic time in the number of brackets. */
const parser = new MarkdownIt({ html: true }).disable([
  'inline',
  'linkify',
  'replacements',
  'smartquotes',
  'text_join',
]);

/**
 * Reads a page that the user gave.
 * @throws UsageError if it is larger than any page or not text
 */
export function pageIn(document: Document): Page {
  const text = textOf(document);
  if (text.length > LIMITS.page)
    throw new UsageError(
      `${document.name}: it is larger than the limit of ${LIMITS.page} characters for a page; ${raising('page')}`,
    );
  return pageOf(text);
}

/** Parses a page of the documentation. Every text is a page; one without useful content gives no statements. */
export function pageOf(source: string): Page {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [whole, inner = ''] = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text) ?? [];
  const matter = Object.fromEntries(
    inner.split('\n').flatMap((line): [string, string][] => {
      const [, name, value = ''] = /^([\w.-]+):(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.trim().replace(/^["']|["']$/g, '')]];
    }),
  );
  // Line numbers do not change.
  const body = whole === undefined ? text : whole.replace(/[^\n]/g, '') + text.slice(whole.length);
  return { matter, blocks: annotated(blocksOf(body)) };
}

function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let heading: number | undefined;
  let line = 1;
  let table: Table | undefined;
  let cells: string[] | undefined;
  let rowLine = 0;
  for (const token of parser.parse(body, {})) {
    if (token.map) line = token.map[0] + 1;
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1));
        break;
      case 'heading_close':
        heading = undefined;
        break;
      case 'table_open':
        table = { kind: 'table', head: [], rows: [], line };
        blocks.push(table);
        break;
      case 'table_close':
        table = undefined;
        break;
      case 'tr_open':
        cells = [];
        rowLine = line;
        break;
      case 'tr_close':
        if (table && cells) {
          if (table.head.length === 0) table.head = cells;
          else table.rows.push({ cells, line: rowLine });
        }
        cells = undefined;
        break;
      case 'inline':
        if (cells) cells.push(token.content.trim());
        else if (heading !== undefined)
          blocks.push({ kind: 'heading', level: heading, text: token.content.trim(), line });
        else blocks.push({ kind: 'text', text: token.content, line });
        break;
      case 'fence':
      case 'code_block':
        // The first line of a fenced block is the fence itself.
        blocks.push({ kind: 'code', text: token.content, line: token.type === 'fence' ? line + 1 : line });
        break;
      case 'html_block':
        blocks.push({ kind: 'comment', text: token.content, line });
        break;
    }
  }
  return blocks;
}

/** Attaches to each code block the comment before it; pages have only text between the two. */
function annotated(blocks: Block[]): Block[] {
  let pending: Annotation | undefined;
  for (const block of blocks) {
    if (block.kind === 'comment') pending = annotationIn(block.text, block.line) ?? pending;
    else if (block.kind === 'heading') pending = undefined;
    else if (block.kind === 'code') {
      if (pending) block.annotation = pending;
      pending = undefined;
    }
  }
  return blocks;
}

function annotationIn(text: string, line: number): Annotation | undefined {
  const json = commentsIn(text).find((comment) => comment.startsWith('{') && comment.endsWith('}'));
  if (json === undefined) return undefined;
  try {
    const members = parseJson(json) as Record<string, unknown>;
    return 'blockType' in members ? { members, line } : undefined;
  } catch {
    return undefined;
  }
}

/** The contents of the comments in a piece of HTML. */
function commentsIn(text: string): string[] {
  const comments: string[] = [];
  for (let start = text.indexOf('<!--'); start >= 0;) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    comments.push(text.slice(start + 4, end).trim());
    start = text.indexOf('<!--', end);
  }
  return comments;
}

/** The words of a cell or sentence without Markdown syntax. */
export const plainText = (text: string): string =>
  withoutLinks(text)
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\*\*|__|[`*\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `[words](inner)` in a text, starting at the first bracket that the words extend to. */
interface Bracketed {
  start: number;
  end: number;
  words: string;
  inner: string;
}

/** Finds possible links in one pass; all brackets before the end of the words end at the same place. */
function bracketed(text: string): Bracketed[] {
  const found: Bracketed[] = [];
  for (let start = text.indexOf('['); start >= 0;) {
    const close = text.indexOf(']', start);
    if (close < 0) break;
    const end = text[close + 1] === '(' ? text.indexOf(')', close) : close;
    if (end < 0) break;
    if (end > close)
      found.push({
        start,
        end: end + 1,
        words: text.slice(start + 1, close),
        inner: text.slice(close + 2, end),
      });
    start = text.indexOf('[', end);
  }
  return found;
}

function withoutLinks(text: string): string {
  let plain = '';
  let done = 0;
  for (const { start, end, words } of bracketed(text)) {
    plain += text.slice(done, text[start - 1] === '!' && start > done ? start - 1 : start) + words;
    done = end;
  }
  return plain + text.slice(done);
}

/** Returns the line of an offset in a text with a given first line; fast if offsets come in ascending order. */
export function lineCounter(text: string, line: number): (at: number) => number {
  let counted = 0;
  const first = line;
  return (at) => {
    if (at < counted) {
      counted = 0;
      line = first;
    }
    for (let next = text.indexOf('\n', counted); next >= 0 && next < at; next = text.indexOf('\n', counted)) {
      line += 1;
      counted = next + 1;
    }
    return line;
  };
}

/** The first word in the parentheses of a link. */
const targetIn = (inner: string): string | undefined => /^[^\s]+/.exec(inner)?.[0];

/** The links in a text: words, target and line. Images are left out. */
export function linksIn(text: string, line: number): { words: string; target: string; line: number }[] {
  const lineAt = lineCounter(text, line);
  return bracketed(text).flatMap(({ start, words, inner }) => {
    const target = targetIn(inner);
    if (target === undefined) return [];
    const own = text[start - 1] === '!' ? innermost(words) : words;
    return own === undefined ? [] : [{ words: own.replace(/[*`]/g, ''), target, line: lineAt(start) }];
  });
}

/** The words after the first bracket inside an image's text that starts a link. */
function innermost(words: string): string | undefined {
  const [bracket] = words.matchAll(/(?<!!)\[/g);
  return bracket && words.slice(bracket.index + 1);
}

/** `[!INCLUDE [name](target)]`, in a text. */
export function includesIn(text: string, line: number): { name: string; target: string; line: number }[] {
  const lineAt = lineCounter(text, line);
  const closed = /\s*\]/y;
  return bracketed(text).flatMap(({ start, end, words, inner }) => {
    const announced = /!INCLUDE\s*\[/i.exec(words);
    const target = targetIn(inner);
    closed.lastIndex = end;
    if (!announced || target === undefined || !closed.test(text)) return [];
    const name = words.slice(announced.index + announced[0].length);
    return [{ name, target, line: lineAt(start) }];
  });
}

/** The line of an offset in a text with a given first line. */
export const lineAt = (text: string, offset: number, line: number): number => lineCounter(text, line)(offset);
