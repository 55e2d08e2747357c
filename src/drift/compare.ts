import { effectsOf } from './effects';
import { fits, isFor, type Disagreement, type Matcher } from './ledger';
import { isClosed, relationOf } from './relation';
import type {
  Additional,
  Cell,
  Contradiction,
  DisagreementResult,
  Drift,
  Said,
  Stale,
  StatementResult,
} from './result';
import {
  ABSENT,
  DECLARED,
  SENTINEL,
  SOURCE_KINDS,
  type OwnStatement,
  type Place,
  type Reading,
  type Statement,
} from './statements';
import type { Subject } from './subject';
import { inWords } from './words';

/** What is compared. */
export interface Comparison {
  subject: Subject;
  statements: readonly OwnStatement[];
  readings: readonly Reading[];
  ledger: readonly Disagreement[];
  strict: boolean;
}

type Compared = Omit<Drift, 'schemaVersion' | 'tool' | 'contract'>;

/**
 * Holds every statement of the slice against every source, and what contradicts it against the ledger.
 */
export function compare({ subject, statements, readings, ledger, strict }: Comparison): Compared {
  const own = new Map(statements.map((statement) => [statement.key, statement]));
  const results = statements.map((statement) => ({ ...statement, cells: [] as Cell[] }));
  const byKey = new Map(results.map((result) => [result.key, result]));
  const additional: Additional[] = [];
  const broken: Broken[] = [];

  readings.forEach((reading, source) => {
    const said = renamed(expanded(reading.statements, own), own);
    for (const statement of said) {
      const result = byKey.get(statement.key);
      if (!result) {
        if (isClosed(statement.key, statement.value)) broken.push({ statement, reading, own: undefined });
        else if (isWorthTelling(statement))
          additional.push({ key: statement.key, value: statement.value, source, place: statement.place });
        continue;
      }
      const relation = relationOf(result, statement, subject);
      if (relation === 'silent') continue;
      if (relation === 'contradicted') broken.push({ statement, reading, own: result });
      addTo(result.cells, source, relation, { value: statement.value, place: statement.place });
    }
  });

  const matched = new Map<Matcher, number>();
  const contradictions = contradictionsOf(broken, byKey, subject, (each) => knownBy(each, ledger, matched));
  const stale = staleOf(ledger, readings, own, matched);
  const mentioned = results.flatMap(({ cells }) => cells);
  const counts = {
    agreed: results.filter(({ cells }) => stateOf(cells) === 'agreed').length,
    contradicted: results.filter(({ cells }) => stateOf(cells) === 'contradicted').length,
    'not mentioned': results.filter(({ cells }) => cells.length === 0).length,
    new: contradictions.filter(({ disagreement }) => disagreement === null).length,
    known: contradictions.filter(({ disagreement }) => disagreement !== null).length,
    stale: stale.length,
    additional: additional.length,
  };
  const nothing = mentioned.length === 0 && contradictions.length === 0;
  return {
    verdict: nothing
      ? 'nothing compared'
      : counts.new > 0
        ? 'drifts'
        : strict && stale.length > 0
          ? 'stale'
          : 'agrees',
    strict,
    counts,
    sources: readings.map(({ kind, name, version, cloud, statements: of, passedOver }) => ({
      kind,
      name,
      version: version ?? null,
      cloud: cloud ?? null,
      statements: of.length,
      passedOver: passedOver ?? null,
    })),
    statements: results,
    contradictions,
    additional,
    stale,
    disagreements: ledger.map((entry) => disagreementResult(entry, contradictions)),
  };
}

/** What all sources together make of a statement: one contradiction is enough. */
export function stateOf(cells: readonly Cell[]): Cell['state'] {
  if (cells.some(({ state }) => state === 'contradicted')) return 'contradicted';
  return cells.length > 0 ? 'agreed' : 'not mentioned';
}

/** That something is not there, or that a number was seen, tells nothing where the slice is silent. */
const isWorthTelling = ({ value }: Statement): boolean =>
  value !== ABSENT && !(typeof value === 'object' && 'sample' in value);

interface Broken {
  statement: Statement;
  reading: Reading;
  own: (OwnStatement & { cells: Cell[] }) | undefined;
}

function addTo(cells: Cell[], source: number, state: Cell['state'], said: Said): void {
  const cell = cells.find((each) => each.source === source);
  if (!cell) cells.push({ source, state, said: [said] });
  else {
    cell.said.push(said);
    if (state === 'contradicted') cell.state = state;
  }
}

/** A statement of all properties is one of each. */
function expanded(statements: readonly Statement[], own: ReadonlyMap<string, OwnStatement>): Statement[] {
  return statements.flatMap((statement) => {
    const [before, after] = statement.key.split('.*/');
    if (after === undefined) return [statement];
    return [...own.keys()]
      .filter((key) => key.startsWith(`${before}.`) && key.endsWith(`/${after}`))
      .map((key) => ({ ...statement, key }));
  });
}

/**
 * Where one name of a closed list is missing and one that nobody knows is there, the name was changed: one
 * contradiction, at the place of the new name, and not two.
 */
function renamed(statements: readonly Statement[], own: ReadonlyMap<string, OwnStatement>): Statement[] {
  const listOf = ({ key }: Statement): string => key.replace(/\.[^./]*$/, '');
  const isName = ({ key }: Statement): boolean => /^(?:property|enum)\/[^/]+$/.test(key) && key.includes('.');
  const names = statements.filter(isName);
  const drop = new Set<Statement>();
  const put = new Map<Statement, Statement>();
  for (const list of new Set(names.map(listOf))) {
    const here = names.filter((each) => listOf(each) === list);
    // The sentinel is often left out, and no name that was changed.
    const missing = here.filter(
      ({ value, key }) => value === ABSENT && own.has(key) && !key.endsWith(`.${SENTINEL}`),
    );
    const strange = here.filter(({ value, key }) => value === DECLARED && !own.has(key));
    const [gone] = missing;
    const [come] = strange;
    const keys = (of: Statement[]): number => new Set(of.map(({ key }) => key)).size;
    if (!gone || !come || keys(missing) !== 1 || keys(strange) !== 1) continue;
    const name = come.key.slice(list.length + 1);
    for (const each of [...missing, ...strange]) drop.add(each);
    put.set(gone, { key: gone.key, value: `renamed to ${name}`, place: come.place });
    // What else is said of it by its new name is said of nothing that is known.
    for (const each of statements) if (each.key.startsWith(`${come.key}/`)) drop.add(each);
  }
  const strangers = new Set(
    statements
      .filter((each) => isName(each) && each.value === DECLARED && !own.has(each.key))
      .map(({ key }) => key.split('.').pop()),
  );
  return statements.flatMap((each) => {
    const instead = put.get(each);
    if (instead) return [instead];
    if (drop.has(each)) return [];
    // An order that speaks of a name that was changed is told of by the name.
    const isOrderOfStranger =
      each.key.startsWith('order/') &&
      !own.has(each.key) &&
      each.key.split('/').some((part) => strangers.has(part));
    return isOrderOfStranger ? [] : [each];
  });
}

/** What is said in several places by one kind of source is one contradiction. */
function contradictionsOf(
  broken: readonly Broken[],
  byKey: ReadonlyMap<string, StatementResult>,
  subject: Subject,
  known: (broken: Broken) => string | null,
): Contradiction[] {
  const groups = new Map<string, Contradiction>();
  for (const each of broken) {
    const { statement, reading, own } = each;
    const disagreement = known(each);
    const { kind, version = '' } = reading;
    const identity = JSON.stringify([statement.key, kind, version, statement.value, disagreement]);
    const before = groups.get(identity);
    if (before) {
      if (!before.places.some((place) => samePlace(place, statement.place)))
        before.places.push(statement.place);
      continue;
    }
    const expected = own?.value ?? null;
    groups.set(identity, {
      key: statement.key,
      kind,
      expected,
      actual: statement.value,
      message: sentence(statement, own, reading),
      places: [statement.place],
      against: [],
      ...effectsOf(statement.key, expected, statement.value),
      disagreement,
    });
  }
  for (const contradiction of groups.values())
    contradiction.against = againstOf(contradiction, byKey, subject);
  return [...groups.values()].sort(
    (one, other) =>
      Number(one.disagreement !== null) - Number(other.disagreement !== null) ||
      SOURCE_KINDS.indexOf(one.kind) - SOURCE_KINDS.indexOf(other.kind),
  );
}

/** Two pages that include one file are told of once. */
const samePlace = (one: Place, other: Place): boolean =>
  one.file === other.file && one.line === other.line && one.pointer === other.pointer;

const different = (places: readonly Place[]): Place[] =>
  places.filter((place, at) => places.findIndex((other) => samePlace(place, other)) === at);

/** Where the other side stands: in the slice, and in the sources that say what it says. */
function againstOf(
  { key, places }: Contradiction,
  byKey: ReadonlyMap<string, StatementResult>,
  subject: Subject,
): Place[] {
  const of = byKey.get(key);
  if (!of) {
    // Of what the slice doesn't know, the list that it would be in tells the most.
    const list = key.replace(/\.[^./]*$/, '').replace(/^property\//, 'type/');
    const owner = byKey.get(list) ?? [...byKey].find(([each]) => each.startsWith(`${list}.`))?.[1];
    return owner ? [owner.place] : [];
  }
  const agreeing = of.cells
    .flatMap(({ said }) => said)
    .filter(({ place }) => !places.some((other) => samePlace(other, place)))
    .filter(({ value, place }) => relationOf(of, { key, value, place }, subject) === 'agreed')
    .map(({ place }) => place);
  return different([of.place, ...agreeing]).slice(0, AGAINST);
}

/** How many places of the other side are told. */
const AGAINST = 6;

function sentence({ key, value }: Statement, own: OwnStatement | undefined, { kind }: Reading): string {
  const source = {
    docs: 'the page',
    csdl: 'the CSDL',
    openapi: 'the OpenAPI description',
    evidence: 'the evidence',
  }[kind];
  if (!own) return `${key}: ${source} has it, and the slice knows of none`;
  return `${key}: the slice says ${inWords(own.value)}, ${source} says ${inWords(value)}`;
}

function knownBy(
  { statement, reading }: Broken,
  ledger: readonly Disagreement[],
  matched: Map<Matcher, number>,
): string | null {
  let id: string | null = null;
  for (const entry of ledger)
    for (const matcher of entry.matches ?? []) {
      if (!fits(matcher, reading, statement)) continue;
      matched.set(matcher, (matched.get(matcher) ?? 0) + 1);
      id ??= entry.id;
    }
  return id;
}

/** A matcher is stale where its sources speak of what it is for, and none says what it says. */
function staleOf(
  ledger: readonly Disagreement[],
  readings: readonly Reading[],
  own: ReadonlyMap<string, OwnStatement>,
  matched: ReadonlyMap<Matcher, number>,
): Stale[] {
  return ledger.flatMap(({ id, matches = [] }) =>
    matches.flatMap((matcher): Stale[] => {
      if (matched.has(matcher)) return [];
      const spoken = readings.some((reading) =>
        expanded(reading.statements, own).some((statement) => isFor(matcher, reading, statement)),
      );
      const { statement, source, says } = matcher;
      return spoken ? [{ disagreement: id, statement, source, says: says ?? null }] : [];
    }),
  );
}

function disagreementResult(
  { id, title, decision, why, since, unwatched }: Disagreement,
  contradictions: readonly Contradiction[],
): DisagreementResult {
  const matched = contradictions.filter(({ disagreement }) => disagreement === id).length;
  return { id, title, decision, why, since, matched, unwatched: unwatched ?? null };
}
