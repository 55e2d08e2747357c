import { wrap } from '../wrap';
import type { ExampleText } from './example';
import type { Requirement, Source } from '../../contract/register/row';
import { visible, visibleJson } from '../../results/visible';

/** How many rows are told in full; of the others stands the id. */
const IN_FULL = 10;
/** Columns of the longest label, `why it matters`, with the blanks on both sides of it. */
const LABEL = 18;

/**
 * Explains rows to the reader of a finding: what is required and where that is written, why it matters, what to
 * do, and what judges it.
 * @param width columns of the terminal
 * @param examples by the ids of rows
 */
export function renderExplanations(
  rows: readonly Requirement[],
  width: number,
  examples: ReadonlyMap<string, ExampleText> = new Map(),
): string {
  const blocks = told(rows).map((row) => [
    ...explanation(row, width),
    ...example(examples.get(row.id), width),
  ]);
  const others = rows.slice(IN_FULL).map(({ id }) => visible(id));
  if (others.length > 0) blocks.push(wrap(`and ${others.length} more: ${others.join(', ')}`, width, 2));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The rows that are told in full. */
export const told = (rows: readonly Requirement[]): readonly Requirement[] => rows.slice(0, IN_FULL);

/** Rows as JSON text, every default written out. */
export function rowsToJson(
  rows: readonly Requirement[],
  examples: ReadonlyMap<string, ExampleText> = new Map(),
): string {
  const written = rows.map((row) => ({
    ...row,
    ...(examples.has(row.id) && { example: examples.get(row.id) }),
  }));
  return `${visibleJson(JSON.stringify(written, undefined, 2))}\n`;
}

function explanation(row: Requirement, width: number): string[] {
  const labelled = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : wrap(`  ${label.padEnd(LABEL - 2)}${onOneLine(text)}`, width, LABEL);
  return [
    ...wrap(`${visible(row.id)}  ${row.level}  ${row.actor}  ${row.basis}`, width, 2),
    ...wrap(onOneLine(row.title), width, 2),
    ...labelled('statement', row.statement),
    ...labelled('derived from', row.derivedFrom),
    ...row.sources.flatMap((source, at) => labelled(at === 0 ? 'clause' : '', clauseOf(source))),
    ...labelled('why it matters', row.why),
    ...labelled('what to do', row.remedy),
    ...(row.reason === undefined
      ? labelled('judged by', row.checks.join(', '))
      : labelled('not judged', row.reason)),
  ];
}

/** Lines of an example as they are: what is sent can be copied. */
function example(shown: ExampleText | undefined, width: number): string[] {
  if (!shown) return [];
  if ('none' in shown) return wrap(`  ${'example'.padEnd(LABEL - 2)}${shown.none}`, width, LABEL);
  const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);
  return ['  right', ...indented(shown.right), '  wrong', ...indented(shown.wrong)];
}

const clauseOf = ({ page, section, url }: Source): string => `${page}, ${section} ${url}`;

/** Of a row in an overlay, whose author may have broken the text into lines, or mean no good. */
const onOneLine = (text: string): string => visible(text.trim().replace(/\s+/g, ' '), Infinity);
