import MarkdownIt from 'markdown-it';

/** A piece of a page, with the line that it begins on, from 1. */
export type Block =
  | { kind: 'heading'; level: number; text: string; line: number }
  | { kind: 'text'; text: string; line: number }
  | { kind: 'table'; head: string[]; rows: Row[]; line: number }
  | { kind: 'code'; text: string; line: number; annotation?: Annotation }
  | { kind: 'comment'; text: string; line: number };

export type Heading = Extract<Block, { kind: 'heading' }>;
export type Text = Extract<Block, { kind: 'text' }>;
export type Table = Extract<Block, { kind: 'table' }>;
export type Code = Extract<Block, { kind: 'code' }>;

export interface Row {
  cells: string[];
  line: number;
}

/** The comment in JSON that pages have before a block of code: what the block is. */
export interface Annotation {
  members: Record<string, unknown>;
  line: number;
}

/** A page: its front matter by name, and its pieces in their order. */
export interface Page {
  matter: Record<string, string>;
  blocks: Block[];
}

const parser = new MarkdownIt({ html: true });

/** Reads a page of the documentation. Anything is a page; one that says nothing of use has nothing that is found. */
export function pageOf(source: string): Page {
  const text = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const [whole, inner = ''] = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text) ?? [];
  const matter = Object.fromEntries(
    inner.split('\n').flatMap((line): [string, string][] => {
      const [, name, value = ''] = /^([\w.-]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.replace(/^["']|["']\s*$/g, '')]];
    }),
  );
  // Lines are kept where they are.
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
        // The first line of a fence is the fence itself.
        blocks.push({ kind: 'code', text: token.content, line: token.type === 'fence' ? line + 1 : line });
        break;
      case 'html_block':
        blocks.push({ kind: 'comment', text: token.content, line });
        break;
    }
  }
  return blocks;
}

/** Gives each block of code the comment before it; pages put nothing but text between the two. */
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
  const [, json] = /<!--\s*(\{[\s\S]*?\})\s*-->/.exec(text) ?? [];
  if (json === undefined) return undefined;
  try {
    const members = JSON.parse(json) as Record<string, unknown>;
    return 'blockType' in members ? { members, line } : undefined;
  } catch {
    return undefined;
  }
}

/** The words of a cell or a sentence without the marks of Markdown. */
export const plainText = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\*\*|__|[`*\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The links in a text: words, target and line. */
export const linksIn = (text: string, line: number): { words: string; target: string; line: number }[] =>
  [...text.matchAll(/(?<!!)\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)].map(
    ({ 1: words = '', 2: target = '', index }) => ({
      words: words.replace(/[*`]/g, ''),
      target,
      line: lineAt(text, index, line),
    }),
  );

/** `[!INCLUDE [name](target)]`, in a text. */
export const includesIn = (text: string, line: number): { name: string; target: string; line: number }[] =>
  [...text.matchAll(/\[!INCLUDE\s*\[([^\]]*)\]\(([^)\s]+)[^)]*\)\s*\]/gi)].map(
    ({ 1: name = '', 2: target = '', index }) => ({
      name,
      target,
      line: lineAt(text, index, line),
    }),
  );

/** The line of an offset in a text that begins on a line. */
export const lineAt = (text: string, offset: number, line: number): number =>
  line + (text.slice(0, offset).match(/\n/g)?.length ?? 0);
