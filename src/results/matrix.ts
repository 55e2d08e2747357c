import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import { interactionIdentityOf } from './waivers/identity';
import { fails, rankOf } from './outcome';
import type { Merged } from './merge';
import type { Outcome, Report, Verdict, WaivedBy } from './report';

/** What many reports come to, requirement by requirement and subject by subject. */
export interface Matrix {
  operation: string;
  verdict: Verdict;
  columns: Column[];
  /** In the order of the register, then those that it does not have. */
  rows: MatrixRow[];
  /** The contracts that parts were judged by; more than one is worth a note. */
  contracts: { revision: string; digest: string; parts: number }[];
}

/** A subject, with all that was reported of it. */
export interface Column {
  kind: Report['subject']['kind'];
  target: string;
  /** The worst of its parts. */
  verdict: Verdict;
  /** Why it is so, where a part says so. */
  reasons: string[];
  parts: number;
  /** MUST rows, and those of them that were judged. */
  must: number;
  judged: number;
  /** How many interactions of Pacts were replayed, and how many of them fail. */
  interactions: { all: number; red: number };
}

export interface MatrixRow {
  id: string;
  level: Level;
  /** Absent where the register does not have it. */
  title?: string;
  /** One for each column; null where it was not in its reports. */
  cells: (Cell | null)[];
  /** Whether the subjects that judged it do not all have it at the same outcome. */
  differs: boolean;
  /** Whether it fails a subject. */
  red: boolean;
}

export interface Cell {
  /** The worst of its parts. */
  outcome: Outcome;
  /** The sum of its parts. */
  judged: number;
  red: boolean;
  /** By what it is let through, where its outcome is `waived` and a finding says so. */
  waived?: WaivedBy;
}

/** Worst first. */
const VERDICTS: readonly Verdict[] = ['violates', 'incomplete', 'conforms'];
const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'INFO', 'NONE'];

/**
 * The matrix of requirements and subjects. Reports of one subject, such as shards of a run, are one column: the union
 * of their rows, each at its worst outcome, and the worst of their verdicts. Where one shard judged what another left
 * alone, what was judged counts.
 */
export function matrixOf({ contract, parts }: Merged, register: Register): Matrix {
  const bySubject = groupBy(parts, ({ subject }) => JSON.stringify([subject.target, subject.kind]));
  const cells = [...bySubject.values()].map(cellsOf);
  const columns = [...bySubject.values()].map((of, at) => columnOf(of, cells[at] ?? new Map()));
  const contracts = [...groupBy(parts, (part) => JSON.stringify(revisionOf(part))).values()].map((of) => ({
    ...revisionOf(of[0] as Report),
    parts: of.length,
  }));
  return {
    operation: contract.operation,
    verdict: worst(
      VERDICTS,
      columns.map(({ verdict }) => verdict),
    ),
    columns,
    rows: idsOf(parts, register).map(([id, level]) => {
      const line = cells.map((column) => column.get(id) ?? null);
      const present = line.flatMap((cell) => cell ?? []);
      const judged = present.filter((cell) => cell.judged > 0);
      const title = register.byId.get(id)?.title;
      return {
        ...{ id, level },
        ...(title !== undefined && { title }),
        cells: line,
        differs: new Set(judged.map(({ outcome }) => outcome)).size > 1,
        red: present.some(({ red }) => red),
      };
    }),
    contracts,
  };
}

const revisionOf = ({ contract: { revision, digest } }: Report) => ({ revision, digest });

/** What became of each row, by its id. */
function cellsOf(parts: readonly Report[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const part of parts) {
    const waivers = new Map(
      part.findings.flatMap(({ requirement, waived }) =>
        requirement !== null && waived ? [[requirement, waived] as const] : [],
      ),
    );
    for (const { id, level, outcome, judged } of part.requirements) {
      const waived = outcome === 'waived' ? waivers.get(id) : undefined;
      const cell = { outcome, judged, red: fails(outcome, level, part), ...(waived && { waived }) };
      const other = cells.get(id);
      cells.set(id, other ? folded(other, cell) : cell);
    }
  }
  return cells;
}

function folded(one: Cell, other: Cell): Cell {
  const worse = rankOf(other.outcome) < rankOf(one.outcome) ? other : one;
  const waived = worse.outcome === 'waived' ? (one.waived ?? other.waived) : undefined;
  return {
    ...worse,
    ...(waived && { waived }),
    judged: one.judged + other.judged,
    red: one.red || other.red,
  };
}

function columnOf(parts: readonly Report[], cells: ReadonlyMap<string, Cell>): Column {
  const { kind, target } = (parts[0] as Report).subject;
  const must = new Set(
    parts.flatMap(({ requirements }) =>
      requirements.filter(({ level }) => level === 'MUST').map(({ id }) => id),
    ),
  );
  const interactions = groupBy(
    parts.flatMap((part) =>
      part.interactions.map((interaction) => ({
        key: interactionIdentityOf(interaction),
        red: fails(interaction.outcome, null, part),
      })),
    ),
    ({ key }) => key,
  );
  return {
    kind,
    target,
    verdict: worst(
      VERDICTS,
      parts.map(({ verdict }) => verdict),
    ),
    reasons: [...new Set(parts.flatMap(({ reason }) => reason ?? []))],
    parts: parts.length,
    must: must.size,
    judged: [...must].filter((id) => (cells.get(id)?.judged ?? 0) > 0).length,
    interactions: {
      all: interactions.size,
      red: [...interactions.values()].filter((of) => of.some(({ red }) => red)).length,
    },
  };
}

/** The ids of all rows, each at its highest level. */
function idsOf(parts: readonly Report[], register: Register): [string, Level][] {
  const rows = groupBy(
    parts.flatMap(({ requirements }) => requirements),
    ({ id }) => id,
  );
  const known = register.rows.map(({ id }) => id).filter((id) => rows.has(id));
  const unknown = [...rows.keys()].filter((id) => !register.byId.has(id)).sort();
  return [...known, ...unknown].map((id) => [
    id,
    worst(
      LEVELS,
      (rows.get(id) ?? []).map(({ level }) => level),
    ),
  ]);
}

/** The subjects in the order in which they are told of: what fails first. */
export const subjectsOf = ({ columns }: Matrix): { column: Column; at: number }[] =>
  columns
    .map((column, at) => ({ column, at }))
    .sort((one, other) => VERDICTS.indexOf(one.column.verdict) - VERDICTS.indexOf(other.column.verdict));

/** How urgent a row is: what fails a subject, then what differs between subjects, then the rest. */
const urgencyOf = ({ red, differs }: MatrixRow): number => (red ? 0 : differs ? 1 : 2);

/** The rows in the order in which they are told of: red ones, then those that differ between subjects. */
export const rowsOf = ({ rows }: Matrix): MatrixRow[] =>
  [...rows].sort((one, other) => urgencyOf(one) - urgencyOf(other));

/** The first of them in an order. */
const worst = <T>(order: readonly T[], some: readonly T[]): T =>
  (order.find((each) => some.includes(each)) ?? order.at(-1)) as T;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
