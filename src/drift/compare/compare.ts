import {
  stateOf,
  type Additional,
  type Cell,
  type Drift,
  type DriftVerdict,
  type StatementResult,
} from '../result';
import { ABSENT, type OwnStatement, type Reading, type Statement } from '../statements';
import type { Subject } from '../subject';
import type { Disagreement } from '../ledger';
import { recordFor, rewordedIn } from '../wording/compare';
import type { WordingRecord } from '../wording/record';
import { contradictionsOf, type Broken } from './contradictions';
import { disagreementResult, knownBy, staleOf, type Matched } from './known';
import { expanded, renamed } from './names';
import { isClosed, relationOf } from './relation';

/** The inputs of a comparison. */
export interface Comparison {
  subject: Subject;
  statements: readonly OwnStatement[];
  readings: readonly Reading[];
  ledger: readonly Disagreement[];
  /** The wording of the pages that the slice was written from. */
  wording: WordingRecord;
  strict: boolean;
}

type Compared = Omit<Drift, 'schemaVersion' | 'tool' | 'contract'>;

/** Compares every statement of the slice with every source, contradictions with the ledger, and pages with their record. */
export function compare({ subject, statements, readings, ledger, wording, strict }: Comparison): Compared {
  const own = new Map(statements.map((statement) => [statement.key, statement]));
  const { results, broken, additional } = heldAgainst(readings, own, subject);
  const matched: Matched = new Set();
  const contradictions = contradictionsOf(broken, results, subject, (each) => knownBy(each, ledger, matched));
  const stale = staleOf(ledger, readings, own, matched);
  const reworded = rewordedIn(readings, wording, contradictions);
  const all = [...results.values()];
  const counts = {
    ...countsOf(all),
    new: contradictions.filter(({ disagreement }) => disagreement === null).length,
    known: contradictions.filter(({ disagreement }) => disagreement !== null).length,
    stale: stale.length,
    additional: additional.length,
    reworded: reworded.length,
  };
  const isNothing = counts['not mentioned'] === all.length && contradictions.length === 0;
  return {
    verdict: isNothing ? 'nothing compared' : verdictOf(counts, strict),
    strict,
    counts,
    sources: readings.map(({ kind, name, version, cloud, statements: of, page, passedOver }) => ({
      kind,
      name,
      version: version ?? null,
      cloud: cloud ?? null,
      statements: of.length,
      passedOver: passedOver ?? null,
      ...(page && {
        page: {
          title: page.title,
          sentences: page.sentences.map(({ digest }) => digest).join(' '),
          record: recordFor(page, wording).state,
        },
      }),
    })),
    statements: all,
    contradictions,
    additional,
    stale,
    reworded,
    disagreements: ledger.map((entry) => disagreementResult(entry, contradictions)),
  };
}

/** For each statement, what the sources say; the contradictions; and what the sources say in addition. */
function heldAgainst(
  readings: readonly Reading[],
  own: ReadonlyMap<string, OwnStatement>,
  subject: Subject,
): { results: ReadonlyMap<string, StatementResult>; broken: Broken[]; additional: Additional[] } {
  const results = new Map([...own].map(([key, statement]) => [key, { ...statement, cells: [] as Cell[] }]));
  const broken: Broken[] = [];
  const additional: Additional[] = [];
  for (const [source, reading] of readings.entries())
    for (const statement of renamed(expanded(reading.statements, own), own)) {
      const { key, value, place } = statement;
      const result = results.get(key);
      if (!result) {
        if (isClosed(key, value, reading.kind)) broken.push({ statement, reading, own: undefined });
        else if (isWorthTelling(statement)) additional.push({ key, value, source, place });
        continue;
      }
      const relation = relationOf(result, statement, subject);
      if (relation === 'silent') continue;
      if (relation === 'contradicted') broken.push({ statement, reading, own: result });
      addTo(result.cells, { source, state: relation, said: [{ value, place }] });
    }
  return { results, broken, additional };
}

/** If the slice is silent, the absence of something or an observed number is no news. */
const isWorthTelling = ({ value }: Statement): boolean =>
  value !== ABSENT && !(typeof value === 'object' && 'sample' in value);

/** Merges what a source says in several places into one cell; one contradiction decides. */
function addTo(cells: Cell[], { source, state, said }: Cell): void {
  const cell = cells.find((each) => each.source === source);
  if (!cell) cells.push({ source, state, said });
  else {
    cell.said.push(...said);
    if (state === 'contradicted') cell.state = state;
  }
}

function countsOf(results: readonly StatementResult[]): Pick<Drift['counts'], Cell['state']> {
  const counts = { agreed: 0, contradicted: 0, 'not mentioned': 0 };
  for (const { cells } of results) counts[stateOf(cells)] += 1;
  return counts;
}

function verdictOf(
  counts: Pick<Drift['counts'], 'new' | 'stale' | 'reworded'>,
  strict: boolean,
): DriftVerdict {
  if (counts.new > 0) return 'drifts';
  return strict && counts.stale + counts.reworded > 0 ? 'stale' : 'agrees';
}
