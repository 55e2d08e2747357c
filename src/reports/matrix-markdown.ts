import type { Register } from '../contract/register/register';
import { waivedText } from './finding';
import { operationText } from './head';
import { fitting } from './markdown-table';
import { code, prose } from './markdown-text';
import { joined, judgedText, partition } from './parts';
import {
  matrixOf,
  rowsOf,
  subjectsOf,
  type Cell,
  type Column,
  type Matrix,
  type MatrixRow,
} from '../results/matrix';
import type { Merged } from '../results/merge';

/** How many subjects have a column of their own, those that fail first. */
const COLUMNS = 12;
/** How much of a text from outside is shown, in characters. */
const LONGEST = 200;
/** How much of a target stands at the head of a column. */
const HEAD = 60;
/** How much room a part has, in bytes. */
const ROOM = { subjects: 16_000, rows: 24_000, waivers: 8000, contracts: 4000 };
const roomFor = (part: keyof typeof ROOM) => ({ room: ROOM[part], file: 'merged.json' });

/**
 * merged.md: the verdict of each subject, and the matrix of requirements and subjects. What came from outside is shown
 * as text, and can be neither markup nor a link.
 */
export function renderMatrixMarkdown(merged: Merged, register: Register): string {
  const matrix = matrixOf(merged, register);
  const subjects = subjectsOf(matrix);
  const [told, alike] = partition(rowsOf(matrix), ({ red, differs }) => red || differs);
  return joined([
    [
      `# graph-contract: ${matrix.verdict}, ${code(operationText(matrix.operation, register, LONGEST))}, ${count(subjects.length, 'subject')}`,
      '',
      `${count(merged.parts.length, 'report')} of ${code(matrix.operation, LONGEST)}`,
    ],
    fitting(
      ['Subject', 'Verdict', 'MUST rows judged', 'Interactions that fail', 'Reports', 'Reason'],
      subjects,
      roomFor('subjects'),
      ({ column }) => subject(column),
    ),
    contracts(matrix),
    told.length === 0
      ? [subjects.length > 1 ? 'No row is red, and none differs between the subjects.' : 'No row is red.']
      : ['## Rows that are red or differ', '', ...grid(told, subjects)],
    folded(`Rows that are neither (${alike.length})`, alike.length === 0 ? [] : grid(alike, subjects)),
    waivers(
      matrix,
      subjects.map(({ at }) => at),
    ),
  ]);
}

const folded = (summary: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];

/** A line for each row, and a column for each of the first subjects. */
function grid(rows: readonly MatrixRow[], subjects: ReturnType<typeof subjectsOf>): string[] {
  const shown = subjects.slice(0, COLUMNS);
  const heads = shown.map(({ column }) => code(column.target, HEAD));
  const left = subjects.length - shown.length;
  return [
    ...fitting(['Row', 'Level', 'Requirement', ...heads], rows, roomFor('rows'), (row) => [
      code(row.id, LONGEST),
      row.level,
      prose(row.title ?? ''),
      ...shown.map(({ at }) => cellText(row.cells[at] ?? null)),
    ]),
    ...(left > 0 ? ['', `${count(left, 'more subject')} in merged.json.`] : []),
  ];
}

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

const subject = ({ kind, target, verdict, must, judged, interactions, parts, reasons }: Column): string[] => [
  `${kind} ${code(target, LONGEST)}`,
  verdict,
  `${judged} of ${must}`,
  interactions.all === 0 ? '' : `${interactions.red} of ${interactions.all}`,
  String(parts),
  prose(reasons.join('; '), LONGEST),
];

function contracts({ contracts: all }: Matrix): string[] {
  if (all.length === 1) return [];
  return [
    'The reports are by different contracts, and may not mean the same:',
    '',
    ...fitting(['Contract revision', 'Digest', 'Reports'], all, roomFor('contracts'), (contract) => [
      code(contract.revision, LONGEST),
      code(contract.digest, LONGEST),
      String(contract.parts),
    ]),
  ];
}

/** What fails a subject stands out; how often it was judged says how much an outcome is worth. */
function cellText(cell: Cell | null): string {
  if (!cell) return '';
  const outcome = cell.red ? `**${cell.outcome}**` : cell.outcome;
  return cell.judged === 0 ? outcome : `${outcome} (${judgedText(cell)})`;
}

/** Who answers for what is let through. */
function waivers({ rows, columns }: Matrix, order: readonly number[]): string[] {
  const waived = rows.flatMap(({ id, cells }) =>
    order.flatMap((at) => {
      const by = cells[at]?.waived;
      return by ? [{ id, target: columns[at]?.target ?? '', by }] : [];
    }),
  );
  if (waived.length === 0) return [];
  return [
    '## Waived',
    '',
    ...fitting(['Row', 'Subject', 'Why'], waived, roomFor('waivers'), ({ id, target, by }) => [
      code(id, LONGEST),
      code(target, LONGEST),
      prose(waivedText(by)),
    ]),
  ];
}
