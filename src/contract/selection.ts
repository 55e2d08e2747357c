import { matchesGlob } from '../bounds/glob';
import type { Register } from './register/register';
import type { Basis, Level, Requirement } from './register/row';

/** Which rows and checks a verdict is about. */
export interface Selection {
  /** Addresses of checks or ids of rows, `*` for any run of characters; none: all. */
  only?: readonly string[];
  skip?: readonly string[];
  /** Rows of this level and above. */
  level?: Exclude<Level, 'NONE'>;
  /** `stated` leaves derived rows out; `http` takes the rules of HTTP itself in, which are left out else. */
  basis?: Basis;
}

const WEIGHT: Record<Level, number> = { MUST: 3, SHOULD: 2, INFO: 1, NONE: 0 };

/** The rows of the register that a selection keeps, each with those of its checks that it keeps. */
export function select(register: Register, selection: Selection): readonly Requirement[] {
  const { only, skip, level = 'NONE', basis = 'derived' } = selection;
  if (only || skip) return rowsOf(register, selection);
  // A test has one record after the other judged, each of a few exchanges.
  const kept = selected.get(register) ?? new Map<string, readonly Requirement[]>();
  selected.set(register, kept);
  const key = `${level} ${basis}`;
  let rows = kept.get(key);
  if (!rows) kept.set(key, (rows = rowsOf(register, selection)));
  return rows;
}

/** The rows of registers without patterns, by level and basis. */
const selected = new WeakMap<Register, Map<string, readonly Requirement[]>>();

function rowsOf(register: Register, selection: Selection): Requirement[] {
  const least = WEIGHT[selection.level ?? 'NONE'];
  return register.rows
    .filter((row) => WEIGHT[row.level] >= least && isOfBasis(row.basis, selection.basis))
    .map((row) => ({ ...row, checks: row.checks.filter((address) => keeps(selection, row.id, address)) }))
    .filter((row) => row.checks.length > 0 || (row.level === 'NONE' && keeps(selection, row.id, row.id)));
}

const isOfBasis = (basis: Basis, wanted: Basis | undefined): boolean =>
  basis === 'http' ? wanted === 'http' : wanted !== 'stated' || basis === 'stated';

function keeps({ only, skip }: Selection, id: string, address: string): boolean {
  const named = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesGlob(pattern, id) || matchesGlob(pattern, address));
  return (only === undefined || named(only)) && !(skip && named(skip));
}

/** The patterns of a selection that name nothing in the register: a misspelling, which must not pass in silence. */
export function unknownPatterns(register: Register, patterns: readonly string[]): string[] {
  const names = register.rows.flatMap((row) => [row.id, ...row.checks]);
  return patterns.filter((pattern) => !names.some((name) => matchesGlob(pattern, name)));
}
