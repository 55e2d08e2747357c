import { createHash } from 'node:crypto';
import type { PageWording, Sentence } from '../../statements';
import { plainText, type Block, type Page } from './markdown';

/** Number of hexadecimal digits of a digest: two of the sentences of a page have the same once in a million pages. */
const DIGITS = 8;

/** The wording of a page. Front matter, comments, and the targets of links do not count. */
export function wordingOf(title: string, { blocks }: Page): PageWording {
  const sentences: Sentence[] = [];
  /** How often each piece has occurred: a repetition is another sentence. */
  const times = new Map<string, number>();
  let heading = '';
  for (const block of blocks) {
    if (block.kind === 'heading') heading = plainText(block.text);
    for (const { text, context, line } of piecesOf(block, heading)) {
      const piece = `${context}\n${text}`;
      const before = times.get(piece) ?? 0;
      times.set(piece, before + 1);
      sentences.push({ digest: digestOf(before === 0 ? piece : `${piece}\n${before}`), text, line });
    }
  }
  return { title, sentences };
}

/** A piece of a block. The same words in another context are another piece. */
interface Piece {
  text: string;
  context: string;
  line: number;
}

function* piecesOf(block: Block, heading: string): Generator<Piece> {
  switch (block.kind) {
    case 'heading':
      yield { text: plainText(block.text), context: `h${block.level}`, line: block.line };
      break;
    case 'text':
      for (const [at, line] of block.text.split('\n').entries())
        for (const text of sentencesIn(line)) yield { text, context: '', line: block.line + at };
      break;
    case 'table':
      for (const { cells, line } of [{ cells: block.head, line: block.line }, ...block.rows]) {
        const [first = ''] = cells;
        for (const cell of cells)
          for (const text of sentencesIn(cell)) yield { text, context: plainText(first), line };
      }
      break;
    case 'code':
      for (const [at, code] of block.text.split('\n').entries())
        if (SAYS.test(code))
          yield { text: code.trim().replace(/\s+/g, ' '), context: heading, line: block.line + at };
      break;
    case 'comment':
      for (const [at, line] of shownOf(block.text).split('\n').entries())
        for (const text of sentencesIn(line)) yield { text, context: '', line: block.line + at };
  }
}

/** What a reader sees of HTML, in the lines that it stands in. */
function shownOf(html: string): string {
  let shown = '';
  let done = 0;
  for (let start = html.indexOf('<!--'); start >= 0; start = html.indexOf('<!--', done)) {
    const end = html.indexOf('-->', start + 4);
    const next = end < 0 ? html.length : end + 3;
    shown += html.slice(done, start) + blank(html.slice(start, next));
    done = next;
  }
  return (shown + html.slice(done)).replace(/<[^<>]*>/g, blank);
}

/** The line ends of a text. */
const blank = (text: string): string => text.replace(/[^\n]+/g, ' ');

/** A letter of any script, a digit, or such a sign as a tick: without one, there is nothing to read. */
const SAYS = /[\p{L}\p{N}\p{So}]/u;

/** The sentences of a text, without Markdown and without the differences between copies of a page. */
const sentencesIn = (markdown: string): string[] =>
  plainText(markdown)
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\.$/, '').trim())
    .filter((sentence) => SAYS.test(sentence));

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
