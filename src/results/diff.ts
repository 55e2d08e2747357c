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
  type Verdict,
} from './report';
import { visibleJson } from './visible';

/** Version of what `diff --json` prints; its schema is `spec/diff.schema.json`. */
export const DIFFERENCE_VERSION = 1;

/** What became of something between two reports; `count` where it was merely found more or less often. */
export type Change = 'appeared' | 'went' | 'worse' | 'better' | 'count';

/** The same in both reports; null where a report does not have it. */
export interface Sides<T> {
  before: T;
  after: T;
}

export interface RowChange extends Sides<RowSide | null> {
  id: string;
  level: Level;
  change: Change;
  /** Whether it is a reason for exit code 1. */
  regression: boolean;
}

export type RowSide = Pick<RequirementResult, 'outcome' | 'judged'>;

export interface FindingChange extends Sides<FindingSide | null> {
  check: string | null;
  requirement: string | null;
  level: Level | null;
  pointer: string | null;
  message: string;
  change: Change;
  regression: boolean;
}

export interface FindingSide {
  outcome: Outcome;
  count: number;
}

export interface InteractionChange extends Sides<InteractionSide | null> {
  consumer: string;
  description: string;
  state: string | null;
  /** Null where it conforms. */
  message: string | null;
  change: Change;
  regression: boolean;
}

export interface InteractionSide {
  outcome: Outcome;
}

/** What the two reports were made by, where that is not the same. */
export interface Note extends Sides<string> {
  what: 'contract revision' | 'contract digest' | 'tool' | 'target' | 'strict';
}

/** What changed from one report to another. */
export interface Difference {
  schemaVersion: typeof DIFFERENCE_VERSION;
  kind: 'difference';
  operation: string;
  subject: Report['subject']['kind'];
  /** `worse` where there is a regression; `same` where nothing differs and there is nothing to note. */
  result: 'same' | 'changed' | 'worse';
  verdict: Sides<Verdict> & { regression: boolean };
  before: Origin;
  after: Origin;
  notes: Note[];
  requirements: RowChange[];
  findings: FindingChange[];
  interactions: InteractionChange[];
  /** How many are in both as they were. */
  unchanged: { requirements: number; findings: number; interactions: number };
}

/** Where a side comes from. */
export interface Origin {
  target: string;
  startedAt: string;
}

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
  const isNew = (was: Outcome | undefined, is: Outcome | undefined, level: Level | null): boolean =>
    is !== undefined &&
    fails(is, level, after) &&
    (was === undefined || !isRed(was, level, { strict: after.strict }));

  const rows = pairsOf(before.requirements, after.requirements, ({ id }) => id);
  const findings = pairsOf(told(before.findings), told(after.findings), identityOf);
  const interactions = pairsOf(
    folded(before.interactions, interactionIdentityOf),
    folded(after.interactions, interactionIdentityOf),
    interactionIdentityOf,
  );

  const requirements = rows.flatMap(([was, is]): RowChange[] => {
    const lost = was?.level === 'MUST' && was.judged > 0 && (is?.judged ?? 0) === 0;
    const change = changeOf(was, is) ?? (lost ? 'worse' : undefined);
    if (change === undefined) return [];
    const { id, level } = (is ?? was) as RequirementResult;
    const regression = lost || isNew(was?.outcome, is?.outcome, level);
    return [{ id, level, change, regression, before: rowSide(was), after: rowSide(is) }];
  });
  const found = findings.flatMap(([was, is]): FindingChange[] => {
    const change = changeOf(was, is) ?? (was?.count === is?.count ? undefined : 'count');
    if (change === undefined) return [];
    const { check, requirement, level, pointer, message } = (is ?? was) as Finding;
    const regression = isNew(was?.outcome, is?.outcome, level);
    const of = { check, requirement, level, pointer, message };
    return [{ ...of, change, regression, before: findingSide(was), after: findingSide(is) }];
  });
  const replayed = interactions.flatMap(([was, is]): InteractionChange[] => {
    const change = changeOf(was, is);
    if (change === undefined) return [];
    const { consumer, description, state, message } = (is ?? was) as InteractionResult;
    const regression = isNew(was?.outcome, is?.outcome, null);
    const of = { consumer, description, state, message };
    return [{ ...of, change, regression, before: interactionSide(was), after: interactionSide(is) }];
  });

  const verdict = {
    before: before.verdict,
    after: after.verdict,
    regression:
      before.strict === after.strict && before.verdict === 'conforms' && after.verdict !== 'conforms',
  };
  const notes = notesOn(before, after);
  const changes = [...requirements, ...found, ...replayed];
  const worse = verdict.regression || changes.some(({ regression }) => regression);
  const same = changes.length === 0 && notes.length === 0 && before.verdict === after.verdict;
  return {
    schemaVersion: DIFFERENCE_VERSION,
    kind: 'difference',
    operation: after.contract.operation,
    subject: after.subject.kind,
    result: worse ? 'worse' : same ? 'same' : 'changed',
    verdict,
    before: originOf(before),
    after: originOf(after),
    notes,
    requirements,
    findings: found,
    interactions: replayed,
    unchanged: {
      requirements: rows.length - requirements.length,
      findings: findings.length - found.length,
      interactions: interactions.length - replayed.length,
    },
  };
}

/** The exit code of a comparison: 1 where something got worse. */
export const exitCodeOfDifference = ({ result }: Difference): 0 | 1 => (result === 'worse' ? 1 : 0);

/** The difference as JSON, as `spec/diff.schema.json` has it. */
export const renderDifferenceJson = (difference: Difference): string =>
  `${visibleJson(JSON.stringify(difference, null, 2))}\n`;

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
  if (!is) return 'went';
  if (was.outcome === is.outcome) return undefined;
  return BAD_TO_GOOD.indexOf(is.outcome) < BAD_TO_GOOD.indexOf(was.outcome) ? 'worse' : 'better';
}

/** What was not judged is no match for what conforms: a skip is never a pass. */
const BAD_TO_GOOD: readonly Outcome[] = [...OUTCOMES.filter((outcome) => outcome !== 'conforms'), 'conforms'];

const rowSide = (row: RequirementResult | undefined): RowSide | null =>
  row ? { outcome: row.outcome, judged: row.judged } : null;

const findingSide = (finding: Finding | undefined): FindingSide | null =>
  finding ? { outcome: finding.outcome, count: finding.count } : null;

const interactionSide = (interaction: InteractionResult | undefined): InteractionSide | null =>
  interaction ? { outcome: interaction.outcome } : null;

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
