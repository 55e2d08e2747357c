import type { MatrixRow } from '../../scenarios/contexts/matrix';

/** The rows in their contexts as text: a heading for each row, and a line for each context. */
export function renderMatrix(rows: readonly MatrixRow[]): string {
  const width = Math.max(...rows.flatMap(({ cells }) => cells.map(({ context }) => context.length)));
  const count = rows.flatMap(({ cells }) => cells).filter((cell) => 'scenario' in cell).length;
  const total = rows.reduce((sum, { cells }) => sum + cells.length, 0);
  const lines = rows.flatMap(({ row, cells }) => [
    row,
    ...cells.map((cell) =>
      'scenario' in cell
        ? `  ${cell.context.padEnd(width)}  ${cell.scenario}`
        : `  ${cell.context.padEnd(width)}  not: ${cell.reason}`,
    ),
    '',
  ]);
  const [first] = rows;
  return [
    `${rows.length} rows of the provider in ${first?.cells.length ?? 0} contexts: ${count} of ${total} are exercised, each other one has a reason.`,
    '',
    ...lines,
  ].join('\n');
}

/** The same as JSON text. */
export const matrixToJson = (rows: readonly MatrixRow[]): string =>
  `${JSON.stringify({ rows }, undefined, 2)}\n`;
