import { wrap } from '../wrap';
import type { Requirement, Source } from '../../contract/register/row';

/** How many rows are told in full; of the others stands the id. */
const IN_FULL = 10;
/** Columns of the longest label, `why it matters`, with the blanks on both sides of it. */
const LABEL = 18;

/**
 * Rows as somebody reads them who wants to know what a finding means: what is required and where that is
 * written, why it matters, what to do, and what judges it.
 * @param width columns of the terminal
 */
export function renderExplanations(rows: readonly Requirement[], width: number): string {
  const blocks = rows.slice(0, IN_FULL).map((row) => explanation(row, width));
  const others = rows.slice(IN_FULL).map(({ id }) => id);
  if (others.length > 0) blocks.push(wrap(`and ${others.length} more: ${others.join(', ')}`, width, 2));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Rows as JSON text, every default written out. */
export const rowsToJson = (rows: readonly Requirement[]): string => `${JSON.stringify(rows, undefined, 2)}\n`;

function explanation(row: Requirement, width: number): string[] {
  const labelled = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : wrap(`  ${label.padEnd(LABEL - 2)}${onOneLine(text)}`, width, LABEL);
  return [
    ...wrap(`${row.id}  ${row.level}  ${row.actor}  ${row.basis}`, width, 2),
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

const clauseOf = ({ page, section, url }: Source): string => `${page}, ${section} ${url}`;

/** Of a row in an overlay, whose author may have broken the text into lines. */
const onOneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
