import type { Register } from '../contract/register/register';
import type { ConsoleOptions } from './console';
import { waivedText } from './finding';
import { operationText } from './head';
import { rowsOf, subjectsOf, type Cell, type Column, type Matrix, type MatrixRow } from '../results/matrix';
import { exitCodeOf } from '../results/exit-code';
import { OUTCOMES } from '../results/report';
import { visible } from '../results/visible';
import { joined, more, partition } from './parts';
import { terminalOf, type Terminal } from './terminal';

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
 * The summary of many reports for a terminal: the verdict of each subject, and the rows that are red or differ
 * between subjects. Nothing from outside reaches the terminal as anything but plain characters, and the number of
 * lines is bounded.
 */
export function renderMatrix(
  matrix: Matrix,
  register: Register,
  { color, width, quiet, files = [], exitCode = exitCodeOf(matrix.verdict) }: ConsoleOptions,
): string {
  const terminal = terminalOf({ color, width });
  const { verdict } = matrix;
  const count = subjectsOf(matrix).length;
  const operation = operationText(matrix.operation, register, LONGEST);
  const head = `${terminal.paint(verdict.toUpperCase(), verdict)}  ${operation}, ${count} ${count === 1 ? 'subject' : 'subjects'}`;
  const [told, alike] = partition(
    rowsOf(matrix),
    ({ red, differs, cells }) => red || differs || cells.some((cell) => cell?.outcome === 'waived'),
  );
  const parts = [
    [head],
    subjects(matrix, terminal),
    contracts(matrix, terminal),
    ...told.slice(0, ROWS).map((row) => rowLines(row, matrix, terminal)),
    more(told.length - ROWS, 'rows', FILE),
    others(alike.length, matrix, terminal),
    files.map((file) => `wrote ${visible(file)}`),
  ];
  const conclusion = [`verdict: ${terminal.paint(verdict, verdict)} (exit ${exitCode})`];
  return joined(quiet ? [conclusion] : [...parts, conclusion]);
}

/** What has them all. */
const FILE = 'in merged.json';

/** How many rows nobody has to look at. */
function others(count: number, { columns }: Matrix, { fold }: Terminal): string[] {
  if (count === 0) return [];
  const alike = columns.length > 1 ? ', and alike in all subjects that judged them' : '';
  return fold(`${count} other ${count === 1 ? 'row' : 'rows'}: not red${alike}; ${FILE}`, 2);
}

/** The verdict on each subject, those that fail first. */
function subjects(matrix: Matrix, terminal: Terminal): string[] {
  const all = subjectsOf(matrix);
  return [
    ...all.slice(0, SUBJECTS).flatMap(({ column }) => subjectLines(column, terminal)),
    ...more(all.length - SUBJECTS, 'subjects', FILE),
  ];
}

function subjectLines(
  { verdict, kind, target, judged, must, interactions, parts, reasons }: Column,
  { paint, fold }: Terminal,
): string[] {
  const facts = [
    `${judged} of ${must} MUST rows judged`,
    ...(interactions.all === 0 ? [] : [`${interactions.red} of ${interactions.all} interactions fail`]),
    ...(parts === 1 ? [] : [`${parts} reports`]),
    ...reasons.slice(0, REASONS).map((reason) => visible(reason, LONGEST)),
  ];
  const head = [paint(verdict.toUpperCase(), verdict), `${kind} ${visible(target, LONGEST)}`];
  return fold([...head, facts.join(', ')].join('  '), 2);
}

/** The contracts that the reports are by, where they are several. */
function contracts({ contracts: all }: Matrix, { fold }: Terminal): string[] {
  if (all.length === 1) return [];
  return [
    ...fold(`note: the reports are by ${all.length} contracts, and may not mean the same:`, 2),
    ...all
      .slice(0, CONTRACTS)
      .flatMap(({ revision, digest, parts }) =>
        fold(
          `  ${visible(revision, LONGEST)}, ${visible(digest, LONGEST)}: ${parts} ${parts === 1 ? 'report' : 'reports'}`,
          4,
        ),
      ),
    ...more(all.length - CONTRACTS, 'contracts', FILE),
  ];
}

/** The outcomes of a row, worst first, each with the subjects that have it. */
function rowLines(
  { id, level, title, cells }: MatrixRow,
  { columns }: Matrix,
  { paint, fold }: Terminal,
): string[] {
  const heading = [`${visible(id, LONGEST)} ${level}`, ...(title === undefined ? [] : [visible(title)])];
  return [
    ...fold(heading.join('  '), 2),
    ...OUTCOMES.flatMap((outcome) => {
      const at = cells.flatMap((cell, index) =>
        cell?.outcome === outcome ? [{ cell, target: columns[index]?.target ?? '' }] : [],
      );
      if (at.length === 0) return [];
      const names = at
        .slice(0, NAMED)
        .map(({ cell, target }) => `${visible(target, LONGEST)}${letThrough(cell)}`);
      const left = at.length > NAMED ? ` and ${at.length - NAMED} more` : '';
      return fold(`  ${paint(outcome.padEnd(14), outcome)} ${names.join(', ')}${left}`, 17);
    }),
  ];
}

const letThrough = ({ waived }: Cell): string => (waived ? ` (${waivedText(waived)})` : '');
