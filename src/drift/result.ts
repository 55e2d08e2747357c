import { SOURCE_KINDS, type OwnStatement, type Place, type SourceKind, type Value } from './statements';

/** What a source makes of a statement of the slice. */
export const STATES = ['agreed', 'contradicted', 'not mentioned'] as const;
export type State = (typeof STATES)[number];

/**
 * What it would mean to change the slice into what the source says. Breaking: what conforms now would not then;
 * widening: it would, and more would; harmless: nothing on the wire would change.
 */
export const EFFECTS = ['breaking', 'widening', 'harmless'] as const;
export type Effect = (typeof EFFECTS)[number];

/** A place where a source says something, and what. */
export interface Said {
  value: Value;
  place: Place;
}

/** What one source says on one statement. */
export interface Cell {
  /** Index into `sources`. */
  source: number;
  state: State;
  said: Said[];
}

export interface StatementResult extends OwnStatement {
  /** One for each source that mentions it. */
  cells: Cell[];
}

/** What all sources together make of a statement: one contradiction is enough. */
export function stateOf(cells: readonly Cell[]): State {
  if (cells.some(({ state }) => state === 'contradicted')) return 'contradicted';
  return cells.length > 0 ? 'agreed' : 'not mentioned';
}

/** The kinds of source that were compared, in the order in which they are told. */
export const kindsIn = ({ sources }: Pick<Drift, 'sources'>): SourceKind[] =>
  SOURCE_KINDS.filter((kind) => sources.some((source) => source.kind === kind));

/** What the sources of a kind make of a statement. */
export const stateFor = (
  kind: SourceKind,
  { cells }: StatementResult,
  { sources }: Pick<Drift, 'sources'>,
): State => stateOf(cells.filter(({ source }) => sources[source]?.kind === kind));

/** One thing that a kind of source says and the slice doesn't, wherever it says so. */
export interface Contradiction {
  key: string;
  kind: SourceKind;
  /** What the slice says; null where it knows of no such thing. */
  expected: Value | null;
  actual: Value;
  /** In one sentence. */
  message: string;
  /** Where the sources of this kind say so. */
  places: Place[];
  /** Where the slice says otherwise, and after it those of the sources that agree with the slice. */
  against: Place[];
  clients: Effect;
  providers: Effect;
  /** The entry of the ledger that knows it; null for one that is new. */
  disagreement: string | null;
}

/** What a source says beside the slice, without contradicting it. */
export interface Additional {
  key: string;
  value: Value;
  source: number;
  place: Place;
}

/** A matcher of the ledger that nothing fits any more, though the sources speak of it. */
export interface Stale {
  disagreement: string;
  statement: string;
  source: SourceKind;
  says: string | null;
}

/** An entry of the ledger, as far as this run has a say in it. */
export interface DisagreementResult {
  id: string;
  title: string;
  decision: string;
  why: string;
  since: string;
  /** How many contradictions it covers here. */
  matched: number;
  /** Whether anything looks for it; if not, why. */
  unwatched: string | null;
}

export interface SourceResult {
  kind: SourceKind;
  name: string;
  version: string | null;
  cloud: string | null;
  /** How many statements were read in it. */
  statements: number;
  passedOver: string | null;
}

export const DRIFT_VERDICTS = ['agrees', 'drifts', 'stale', 'nothing compared'] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

/** All that a comparison came to, as `drift.json` holds it. */
export interface Drift {
  schemaVersion: 1;
  tool: { name: string; version: string };
  contract: { operation: string; revision: string; digest: string };
  verdict: DriftVerdict;
  strict: boolean;
  counts: Record<State, number> & { new: number; known: number; stale: number; additional: number };
  sources: SourceResult[];
  statements: StatementResult[];
  contradictions: Contradiction[];
  additional: Additional[];
  stale: Stale[];
  disagreements: DisagreementResult[];
}

/** The exit code of a verdict: 1 where the gate fails, 3 where nothing could be compared. */
export const exitCodeOfDrift = ({ verdict }: Pick<Drift, 'verdict'>): number =>
  ({ agrees: 0, drifts: 1, stale: 1, 'nothing compared': 3 })[verdict];
