import { painted, type ConsoleOptions } from './console';
import { waivedText } from './finding';
import { subjectsOf, type Cell, type Matrix, type MatrixRow } from '../results/matrix';
import { exitCodeOf, OUTCOMES } from '../results/report';
import { visible } from '../results/visible';
import { wrap } from './wrap';

/** How many are told of; merged.json has them all. */
const SUBJECTS = 50;
const ROWS = 40;
/** How many subjects are named at an outcome of a row. */
const NAMED = 8;
const CONTRACTS = 8;
const REASONS = 3;
/** How much of a text from outside is shown, in characters. */
const LONGEST = 200;

/**
 * What many reports come to, for a terminal: the verdict of each subject, and the rows that are red or not the same
 * for all. Nothing from outside reaches the terminal as anything but plain characters, and the number of lines is
 * bounded.
 */
export function renderMatrix(matrix: Matrix, { color, width, quiet, files = [] }: ConsoleOptions): string {
  const paint = color ? painted : (text: string): string => text;
  const fold = (text: string, indent: number): string[] => wrap(text, width, indent);
  const { verdict, contracts } = matrix;
  const subjects = subjectsOf(matrix);
  const told = matrix.rows
    .filter(({ red, differs, cells }) => red || differs || cells.some((cell) => cell?.outcome === 'waived'))
    .sort((one, other) => Number(other.red) - Number(one.red));
  const parts = [
    ...(quiet
      ? []
      : [
          [
            ...subjects
              .slice(0, SUBJECTS)
              .flatMap(({ column }) =>
                fold(
                  [
                    paint(column.verdict.toUpperCase(), column.verdict),
                    `${column.kind} ${visible(column.target, LONGEST)}`,
                    [
                      `${column.judged} of ${column.must} MUST rows judged`,
                      ...(column.interactions.all === 0
                        ? []
                        : [`${column.interactions.red} of ${column.interactions.all} interactions fail`]),
                      ...(column.parts === 1 ? [] : [`${column.parts} reports`]),
                      ...column.reasons.slice(0, REASONS).map((reason) => visible(reason, LONGEST)),
                    ].join(', '),
                  ].join('  '),
                  2,
                ),
              ),
            ...more(subjects.length - SUBJECTS, 'subjects'),
          ],
          contracts.length === 1
            ? []
            : [
                ...fold(
                  `note: the reports are by ${contracts.length} contracts, and may not mean the same:`,
                  2,
                ),
                ...contracts
                  .slice(0, CONTRACTS)
                  .flatMap(({ revision, digest, parts: of }) =>
                    fold(
                      `  ${visible(revision, LONGEST)}, ${visible(digest, LONGEST)}: ${of} ${of === 1 ? 'report' : 'reports'}`,
                      4,
                    ),
                  ),
                ...more(contracts.length - CONTRACTS, 'contracts'),
              ],
          ...told.slice(0, ROWS).map(row),
          more(told.length - ROWS, 'rows'),
          files.map((file) => `wrote ${visible(file)}`),
        ]),
    [`verdict: ${paint(verdict, verdict)} (exit ${exitCodeOf(verdict)})`],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

  /** The outcomes of a row, worst first, each with the subjects that have it. */
  function row({ id, level, title, cells }: MatrixRow): string[] {
    const heading = [`${visible(id, LONGEST)} ${level}`, ...(title === undefined ? [] : [visible(title)])];
    return [
      ...fold(heading.join('  '), 2),
      ...OUTCOMES.flatMap((outcome) => {
        const at = cells.flatMap((cell, index) =>
          cell?.outcome === outcome ? [{ cell, column: matrix.columns[index] }] : [],
        );
        if (at.length === 0) return [];
        const names = at
          .slice(0, NAMED)
          .map(({ cell, column }) => `${visible(column?.target ?? '', LONGEST)}${letThrough(cell)}`);
        const left = at.length - names.length;
        return fold(
          `  ${paint(outcome.padEnd(14), outcome)} ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`,
          17,
        );
      }),
    ];
  }
}

const letThrough = ({ waived }: Cell): string => (waived ? ` (${waivedText(waived)})` : '');

const more = (left: number, what: string): string[] =>
  left > 0 ? [`and ${left} more ${what}: in merged.json`] : [];
