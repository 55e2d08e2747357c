import type { Level } from '../contract/register/row';
import { identityOf, interactionIdentityOf, lasting } from './waivers/identity';
import { fails, isRed, rankOf } from './outcome';
import {
  OUTCOMES,
  type Finding,
  type InteractionResult,
  type Outcome,
  type Report,
  type RequirementResult,
} from './report';
import {
  DIFFERENCE_VERSION,
  type Change,
  type Difference,
  type FindingChange,
  type FindingSide,
  type InteractionChange,
  type InteractionSide,
  type Note,
  type Origin,
  type RowChange,
  type RowSide,
} from './difference';

/** Why two reports cannot be compared; undefined where they can. */
export function whyIncomparable(before: Report, after: Report): string | undefined {
  const pairs: [string, string, string][] = [
    ['operations', before.contract.operation, after.contract.operation],
    ['kinds of subject', before.subject.kind, after.subject.kind],
  ];
  const [what, one, other] = pairs.find(([, a, b]) => a !== b) ?? [];
  return what === undefined ? undefined : `they are of different ${what}: ${one}, and ${other}`;
}

/**
 * What changed between two reports that can be compared.
 *
 * A regression is
 * - a row that is red now and was not: `error`, `violates`, a MUST that is `untestable`, with `strict` `deviates`;
 * - a MUST row that was judged and is not any more, or is not there any more;
 * - a finding or an interaction that is red now and was not there, or was not red;
 * - a verdict of `conforms` that is lost.
 *
 * Both sides are measured by the strictness of the later report, so that another `--strict` alone is none. Findings
 * are known again by check, row, place and message, and what differs from run to run (ids, times, ports) is put aside.
 */
export function diff(before: Report, after: Report): Difference {
  const rows = pairsOf(before.requirements, after.requirements, ({ id }) => id);
  const findings = pairsOf(told(before.findings), told(after.findings), identityOf);
  const interactions = pairsOf(
    folded(before.interactions, interactionIdentityOf),
    folded(after.interactions, interactionIdentityOf),
    interactionIdentityOf,
  );
  const changes = {
    requirements: rows.flatMap((pair) => rowChange(pair, after) ?? []),
    findings: findings.flatMap((pair) => findingChange(pair, after) ?? []),
    interactions: interactions.flatMap((pair) => interactionChange(pair, after) ?? []),
  };
  const verdict = {
    before: before.verdict,
    after: after.verdict,
    regression:
      before.strict === after.strict && before.verdict === 'conforms' && after.verdict !== 'conforms',
  };
  const notes = notesOn(before, after);
  const all = Object.values(changes).flat();
  const isWorse = verdict.regression || all.some(({ regression }) => regression);
  const isSame = all.length === 0 && notes.length === 0 && before.verdict === after.verdict;
  return {
    schemaVersion: DIFFERENCE_VERSION,
    kind: 'difference',
    operation: after.contract.operation,
    subject: after.subject.kind,
    result: isWorse ? 'worse' : isSame ? 'same' : 'changed',
    verdict,
    before: originOf(before),
    after: originOf(after),
    notes,
    ...changes,
    unchanged: {
      requirements: rows.length - changes.requirements.length,
      findings: findings.length - changes.findings.length,
      interactions: interactions.length - changes.interactions.length,
    },
  };
}

/** Whether something is a reason for exit code 1 now, and was none. */
function isNewlyRed(
  was: { outcome: Outcome } | undefined,
  is: { outcome: Outcome } | undefined,
  level: Level | null,
  after: Report,
): boolean {
  if (!is || !fails(is.outcome, level, after)) return false;
  return !was || !isRed(was.outcome, level, after);
}

/** The same thing in both reports. */
type Pair<T> = readonly [was: T | undefined, is: T | undefined];

function rowChange([was, is]: Pair<RequirementResult>, after: Report): RowChange | undefined {
  const lost = was?.level === 'MUST' && was.judged > 0 && (is?.judged ?? 0) === 0;
  const change = changeOf(was, is) ?? (lost ? 'worse' : undefined);
  if (change === undefined) return undefined;
  const { id, level } = (is ?? was) as RequirementResult;
  const side = (row: RequirementResult | undefined): RowSide | null =>
    row ? { outcome: row.outcome, judged: row.judged } : null;
  const regression = lost || isNewlyRed(was, is, level, after);
  return { id, level, change, regression, before: side(was), after: side(is) };
}

function findingChange([was, is]: Pair<Finding>, after: Report): FindingChange | undefined {
  const change = changeOf(was, is) ?? (was?.count === is?.count ? undefined : 'count');
  if (change === undefined) return undefined;
  const { check, requirement, level, pointer, message } = (is ?? was) as Finding;
  const side = (finding: Finding | undefined): FindingSide | null =>
    finding ? { outcome: finding.outcome, count: finding.count } : null;
  const regression = isNewlyRed(was, is, level, after);
  const of = { check, requirement, level, pointer, message };
  return { ...of, change, regression, before: side(was), after: side(is) };
}

function interactionChange([was, is]: Pair<InteractionResult>, after: Report): InteractionChange | undefined {
  const change = changeOf(was, is);
  if (change === undefined) return undefined;
  const { consumer, description, state, message } = (is ?? was) as InteractionResult;
  const side = (interaction: InteractionResult | undefined): InteractionSide | null =>
    interaction ? { outcome: interaction.outcome } : null;
  const regression = isNewlyRed(was, is, null, after);
  const of = { consumer, description, state, message };
  return { ...of, change, regression, before: side(was), after: side(is) };
}

/** What is not conforming, each identity once. */
const told = (findings: readonly Finding[]): Finding[] =>
  folded(
    findings.filter(({ outcome }) => outcome !== 'conforms'),
    identityOf,
    (one, other) => ({ ...one, count: one.count + other.count }),
  );

/** Those that are known by the same identity as one, at their worst outcome. */
function folded<T extends { outcome: Outcome }>(
  items: readonly T[],
  keyOf: (item: T) => string,
  fold: (one: T, other: T) => T = (one) => one,
): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const other = byKey.get(keyOf(item));
    const [worse, better] =
      other && rankOf(other.outcome) <= rankOf(item.outcome) ? [other, item] : [item, other];
    byKey.set(keyOf(item), better ? fold(worse, better) : worse);
  }
  return [...byKey.values()];
}

/** What is in either, paired by its key: in the order of the later one, then what only the earlier one has. */
function pairsOf<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): [T | undefined, T | undefined][] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.map((item) => [keyOf(item), item]));
  return [...new Set([...now.keys(), ...old.keys()])].map((key) => [old.get(key), now.get(key)]);
}

function changeOf(
  was: { outcome: Outcome } | undefined,
  is: { outcome: Outcome } | undefined,
): Change | undefined {
  if (!was) return 'appeared';
  if (!is) return 'disappeared';
  if (was.outcome === is.outcome) return undefined;
  return BAD_TO_GOOD.indexOf(is.outcome) < BAD_TO_GOOD.indexOf(was.outcome) ? 'worse' : 'better';
}

/** A row that was not judged is never equal to one that conforms: a skip is never a pass. */
const BAD_TO_GOOD: readonly Outcome[] = [...OUTCOMES.filter((outcome) => outcome !== 'conforms'), 'conforms'];

const originOf = ({ subject, provenance }: Report): Origin => ({
  target: subject.target,
  startedAt: provenance.startedAt,
});

function notesOn(before: Report, after: Report): Note[] {
  const facts: [Note['what'], (report: Report) => string][] = [
    ['contract revision', ({ contract }) => contract.revision],
    ['contract digest', ({ contract }) => contract.digest],
    ['tool', ({ tool }) => `${tool.name} ${tool.version}`],
    ['target', ({ subject }) => subject.target],
    ['strict', ({ strict }) => String(strict)],
  ];
  return facts.flatMap(([what, of]) =>
    lasting(of(before)) === lasting(of(after)) ? [] : [{ what, before: of(before), after: of(after) }],
  );
}
