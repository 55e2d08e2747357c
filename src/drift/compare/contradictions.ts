import type { Contradiction, StatementResult } from '../result';
import {
  SOURCE_KINDS,
  type OwnStatement,
  type Place,
  type Reading,
  type SourceKind,
  type Statement,
} from '../statements';
import type { Subject } from '../subject';
import { inWords } from '../words';
import { effectsOf } from './effects';
import { relationOf } from './relation';

/** A statement of a source that the slice contradicts or does not have. */
export interface Broken {
  statement: Statement;
  reading: Reading;
  own: OwnStatement | undefined;
}

/**
 * Groups contradictions: the same statement in several places of one kind of source counts once.
 * @param known the ledger's entry for a contradiction; null if there is none
 * @returns unknown contradictions first, then by kind of source
 */
export function contradictionsOf(
  broken: readonly Broken[],
  results: ReadonlyMap<string, StatementResult>,
  subject: Subject,
  known: (broken: Broken) => string | null,
): Contradiction[] {
  const groups = new Map<string, Contradiction>();
  for (const each of broken) {
    const { statement, reading } = each;
    const { key, value, place } = statement;
    const disagreement = known(each);
    const identity = JSON.stringify([key, reading.kind, reading.version ?? '', value, disagreement]);
    const before = groups.get(identity);
    if (!before) groups.set(identity, contradiction(each, disagreement));
    else if (!before.places.some((other) => samePlace(other, place))) before.places.push(place);
  }
  for (const each of groups.values()) each.against = againstOf(each, results, subject);
  return [...groups.values()].sort(
    (one, other) =>
      Number(one.disagreement !== null) - Number(other.disagreement !== null) ||
      SOURCE_KINDS.indexOf(one.kind) - SOURCE_KINDS.indexOf(other.kind),
  );
}

function contradiction(broken: Broken, disagreement: string | null): Contradiction {
  const { key, value, place } = broken.statement;
  const expected = broken.own?.value ?? null;
  return {
    key,
    kind: broken.reading.kind,
    expected,
    actual: value,
    message: sentence(broken),
    places: [place],
    against: [],
    ...effectsOf(key, expected, value),
    disagreement,
  };
}

const SPEAKERS: Readonly<Record<SourceKind, string>> = {
  docs: 'the page',
  csdl: 'the CSDL',
  openapi: 'the OpenAPI description',
  evidence: 'the evidence',
};

function sentence({ statement: { key, value }, own, reading }: Broken): string {
  const source = SPEAKERS[reading.kind];
  if (!own) return `${key}: ${source} has it, and the slice does not have it`;
  return `${key}: the slice says ${inWords(own.value)}, ${source} says ${inWords(value)}`;
}

/** Number of places on the other side that are listed. */
const AGAINST = 6;

/** The places on the other side: in the slice, and in the sources that agree with it. */
function againstOf(
  { key, places }: Contradiction,
  results: ReadonlyMap<string, StatementResult>,
  subject: Subject,
): Place[] {
  const of = results.get(key);
  if (!of) {
    // If the slice does not have the name, the list to which it would belong is the most useful place.
    const list = key.replace(/\.[^./]*$/, '').replace(/^property\//, 'type/');
    const owner = results.get(list) ?? [...results].find(([each]) => each.startsWith(`${list}.`))?.[1];
    return owner ? [owner.place] : [];
  }
  const agreeing = of.cells
    .flatMap(({ said }) => said)
    .filter(({ place }) => !places.some((other) => samePlace(other, place)))
    .filter(({ value, place }) => relationOf(of, { key, value, place }, subject) === 'agreed')
    .map(({ place }) => place);
  return different([of.place, ...agreeing]).slice(0, AGAINST);
}

/** If two pages include the same file, its place is listed once. */
const samePlace = (one: Place, other: Place): boolean =>
  one.file === other.file && one.line === other.line && one.pointer === other.pointer;

const different = (places: readonly Place[]): Place[] =>
  places.filter((place, at) => places.findIndex((other) => samePlace(place, other)) === at);
