import { more } from '../../reports/parts';
import { visible } from '../../results/visible';
import { kindsIn, stateFor, type Drift, type State, type StatementResult } from '../result';
import type { SourceKind } from '../statements';

/** Number of statements that are listed; drift.json has all of them. */
const ROWS = 200;
/** Minimum width of the column of keys. */
const NARROWEST = 24;

const SIGNS: Record<State, string> = { agreed: 'agreed', contradicted: 'CONTRADICTED', 'not mentioned': '-' };

/**
 * A table with a row for each statement that a source mentions, and a column for each kind of source.
 * @param width columns of the terminal
 * @param loud highlights a contradiction
 */
export function statementTable(drift: Drift, width: number, loud: (text: string) => string): string[] {
  const kinds = kindsIn(drift);
  const mentioned = drift.statements.filter(({ cells }) => cells.length > 0);
  if (mentioned.length === 0) return [];
  const columns = kinds.map((kind) => Math.max(kind.length, SIGNS.contradicted.length));
  const taken = columns.reduce((sum, column) => sum + column + 2, 0);
  const longest = Math.max(...mentioned.map(({ key }) => shorten(key).length));
  const room = Math.max(NARROWEST, Math.min(width - taken, longest));
  const line = (first: string, cells: readonly string[]): string[] => {
    const [head = '', ...rest] = chunks(first, room);
    return [[head.padEnd(room), ...cells].join('  ').trimEnd(), ...rest.map((each) => `  ${each}`)];
  };
  const sign = (statement: StatementResult, kind: SourceKind, at: number): string => {
    const state = stateFor(kind, statement, drift);
    const text = SIGNS[state].padEnd(columns[at] as number);
    return state === 'contradicted' ? loud(text) : text;
  };
  const silent = drift.statements.length - mentioned.length;
  return [
    ...line(
      'statement',
      kinds.map((kind, at) => kind.padEnd(columns[at] as number)),
    ),
    ...mentioned.slice(0, ROWS).flatMap((statement) =>
      line(
        visible(shorten(statement.key)),
        kinds.map((kind, at) => sign(statement, kind, at)),
      ),
    ),
    ...more(mentioned.length - ROWS, 'statements', 'drift.json has them'),
    ...(silent > 0 ? [`${silent} statements of the slice are not mentioned by any source`] : []),
  ];
}

/** A key without the long prefix that most keys share. */
const shorten = (key: string): string =>
  key.replace(
    /^(property|order|type)\/(\w{30,})/,
    (_, area: string, type: string) => `${area}/${type.slice(0, 12)}…`,
  );

/** Breaks a key at a slash in the second half of a line, or otherwise after a dot. */
function chunks(text: string, size: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > size) {
    const [slash, dot] = ['/', '.'].map((mark) => rest.lastIndexOf(mark, size - 1)) as [number, number];
    const mark = slash > size / 2 ? slash : rest[size] === '/' ? -1 : dot;
    const at = mark > size / 2 ? mark + 1 : size;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...lines, rest];
}
