import type { Register } from '../../contract/register/register';
import type { Requirement } from '../../contract/register/row';
import { visible, visibleJson } from '../../results/visible';

const WIDTH = 110;
const TITLE = 34;
const GAP = 2;
const HEAD = ['id', 'level', 'basis', 'actor', 'title', 'judged by, or why not'];

/** The register as a plain-text table, a heading for each group, at most 110 columns wide. */
export function renderRegister(register: Register): string {
  const rows = register.rows.map(cells);
  const widths = columnWidths(rows);
  const lines = [
    `The register, revision ${register.revision}: ${tally(register.rows)}`,
    '',
    ...line(HEAD, widths),
  ];
  for (const group of register.groups) {
    const members = register.rows.filter((row) => row.group === group.id);
    if (members.length === 0) continue;
    const title = visible(group.title);
    lines.push('', title, '-'.repeat(title.length));
    for (const row of members) lines.push(...line(cells(row), widths));
  }
  return `${lines.join('\n')}\n`;
}

/** The register as JSON text, every default written out. */
export function registerToJson({ revision, groups, rows }: Register): string {
  return `${visibleJson(JSON.stringify({ revision, groups, requirements: rows }, undefined, 2))}\n`;
}

/** An overlay and a pack may come from a folder that means no good. */
const cells = ({ id, level, basis, actor, title, reason, checks }: Requirement): string[] =>
  [id, level, basis, actor, title, reason ?? checks.join(', ')].map((text) => visible(text));

function columnWidths(rows: string[][]): number[] {
  const widths = HEAD.slice(0, -1).map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] as string).length)),
  );
  widths.push(Math.min(widths.pop() as number, TITLE));
  const used = widths.reduce((sum, width) => sum + width + GAP, 0);
  return [...widths, WIDTH - used];
}

/** One row of cells as as many lines as its longest cell needs. */
function line(row: string[], widths: number[]): string[] {
  const wrapped = row.map((cell, column) => wrap(cell, widths[column] as number));
  const height = Math.max(...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, index) =>
    wrapped
      .map((cell, column) => (cell[index] ?? '').padEnd((widths[column] as number) + GAP))
      .join('')
      .trimEnd(),
  );
}

/** Breaks at spaces; a word that is too long keeps a line to itself. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

function tally(rows: Requirement[]): string {
  const levels = ['MUST', 'SHOULD', 'INFO', 'NONE'] as const;
  const counts = levels.map((level) => `${rows.filter((row) => row.level === level).length} ${level}`);
  return `${rows.length} rows, ${counts.join(', ')}`;
}
