import { SOURCE_KINDS, type OwnStatement, type Place, type SourceKind, type Value } from './statements';

/** The relation of a source to a statement of the slice. */
export const STATES = ['agreed', 'contradicted', 'not mentioned'] as const;
export type State = (typeof STATES)[number];

/**
 * The effect if the slice adopted the source's statement. Breaking: something that conforms now would no longer
 * conform. Widening: it would, and more would. Harmless: nothing would change on the wire.
 */
export const EFFECTS = ['breaking', 'widening', 'harmless'] as const;
export type Effect = (typeof EFFECTS)[number];

/** A place in a source, and the statement there. */
export interface Said {
  value: Value;
  place: Place;
}

/** The statement of one source on one key. */
export interface Cell {
  /** Index into `sources`. */
  source: number;
  state: State;
  said: Said[];
}

export interface StatementResult extends OwnStatement {
  /** One cell for each source that mentions the statement. */
  cells: Cell[];
}

/** The combined state of all sources: one contradiction decides. */
export function stateOf(cells: readonly Cell[]): State {
  if (cells.some(({ state }) => state === 'contradicted')) return 'contradicted';
  return cells.length > 0 ? 'agreed' : 'not mentioned';
}

/** The kinds of source that were compared, in the order of the output. */
export const kindsIn = ({ sources }: Pick<Drift, 'sources'>): SourceKind[] =>
  SOURCE_KINDS.filter((kind) => sources.some((source) => source.kind === kind));

/** The combined state of the sources of one kind. */
export const stateFor = (
  kind: SourceKind,
  { cells }: StatementResult,
  { sources }: Pick<Drift, 'sources'>,
): State => stateOf(cells.filter(({ source }) => sources[source]?.kind === kind));

/** One statement that a kind of source makes and that contradicts the slice, with all its places. */
export interface Contradiction {
  key: string;
  kind: SourceKind;
  /** The slice's statement; null if it has none. */
  expected: Value | null;
  actual: Value;
  /** In one sentence. */
  message: string;
  /** The places of the statement in the sources of this kind. */
  places: Place[];
  /** The places of the opposite statement: in the slice first, then in the sources that agree with it. */
  against: Place[];
  clients: Effect;
  providers: Effect;
  /** The matching entry of the ledger; null for a new contradiction. */
  disagreement: string | null;
}

/** A statement that a source has in addition to the slice, without contradicting it. */
export interface Additional {
  key: string;
  value: Value;
  source: number;
  place: Place;
}

/** A matcher of the ledger that matches nothing any more, although the sources mention its subject. */
export interface Stale {
  disagreement: string;
  statement: string;
  source: SourceKind;
  says: string | null;
}

/** A ledger entry and its result in this run. */
export interface DisagreementResult {
  id: string;
  title: string;
  decision: string;
  why: string;
  since: string;
  /** The number of contradictions that the entry matches. */
  matched: number;
  /** Why nothing checks for the entry; null if something does. */
  unwatched: string | null;
}

export interface SourceResult {
  kind: SourceKind;
  name: string;
  version: string | null;
  cloud: string | null;
  /** The number of statements in the source. */
  statements: number;
  passedOver: string | null;
  /** Of a page that was compared: its wording. */
  page?: {
    title: string;
    /** The digests of its sentences in order, with spaces between. */
    sentences: string;
    record: PageRecord;
  };
}

/**
 * Whether there is a record of what a page said; of another text under the same title, no sentences are compared. `none`:
 * the pack has no record of any page.
 */
export type PageRecord = 'compared' | 'another text' | 'not recorded' | 'none';

/** A sentence of a page that is not what it was when the slice was written. */
export interface Reworded {
  change: 'changed' | 'new' | 'gone';
  /** The sentence; where it is gone, the one that stood before it. */
  place: Place;
  /** What the page says there now; null where a sentence is gone. */
  text: string | null;
}

export const DRIFT_VERDICTS = ['agrees', 'drifts', 'stale', 'nothing compared'] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

/** The complete result of a comparison, as in `drift.json`. */
export interface Drift {
  schemaVersion: 1;
  tool: { name: string; version: string };
  contract: { operation: string; revision: string; digest: string };
  verdict: DriftVerdict;
  strict: boolean;
  counts: Record<State, number> & {
    new: number;
    known: number;
    stale: number;
    additional: number;
    reworded: number;
  };
  sources: SourceResult[];
  statements: StatementResult[];
  contradictions: Contradiction[];
  additional: Additional[];
  stale: Stale[];
  reworded: Reworded[];
  disagreements: DisagreementResult[];
}

/** The exit code of a verdict: 1 if the gate fails, 3 if nothing could be compared. */
export const exitCodeOfDrift = ({ verdict }: Pick<Drift, 'verdict'>): number =>
  ({ agrees: 0, drifts: 1, stale: 1, 'nothing compared': 3 })[verdict];
