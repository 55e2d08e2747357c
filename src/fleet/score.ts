import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import { byCause } from '../results/causes';
import { isBreach, rankOf } from '../results/outcome';
import type { Outcome } from '../results/report';
import { levelOf, type Fault, type Variant } from './fleet';
import { reproducedOf, reproductionOf, type Reproduced, type Reproduction } from './score-reproductions';
import type { Trial } from './trial';

/** What became of one fault. */
export interface FaultResult extends Omit<Fault, 'level'> {
  /** Of the row that it breaks. */
  level: Level;
  /** Whether a run notices it, at that level: a MUST by a violation, a SHOULD by a deviation too. */
  killed: boolean;
  /** Whether the row that it breaks is among those that are named. */
  named: boolean;
  /** Whether the first finding that is shown is of that row. */
  first: boolean;
  /** How many rows are broken that are no consequence of another, beyond those without the fault. */
  causes: number;
  /** Whether everything that was found against somebody is put on the provider. */
  blamed: boolean;
  /** The checks that notice it, beyond what they say of the provider without a fault. */
  checks: string[];
  /** What became of the sequences that show it, sent again; absent where nothing was, or there is none. */
  reproduction?: Reproduction;
  /** Rows that are worse than without the fault and that the catalogue does not expect. */
  unexpected: string[];
  durationMs: number;
}

/** What became of one conforming variant. */
export interface VariantResult extends Variant {
  /** Rows that are called broken, and the run's trouble. */
  alarms: string[];
  durationMs: number;
}

/** How well a suite tells wrong providers from right ones. */
export interface Strength {
  faults: FaultResult[];
  variants: VariantResult[];
  score: {
    /** By level: how many faults, and how many of them are noticed. */
    levels: Record<'MUST' | 'SHOULD' | 'INFO', { faults: number; killed: number }>;
    /** Of those that are noticed, how many name the row that is broken. */
    named: number;
    /** Of those that are noticed, how many show a finding of that row first, and how many are told as one cause. */
    first: number;
    single: number;
    /** Of those that are noticed, how many blame nobody but the provider. */
    blamed: number;
    alarms: number;
    /** Absent where no sequence was sent again. */
    reproduced?: Reproduced;
  };
  /** Checks of providers that no fault needs. */
  idle: string[];
  /** Rows whose faults one check alone notices. */
  singles: { requirement: string; check: string }[];
  /** Rows of providers with less than two faults. */
  thin: string[];
  /** What could not be judged, and why: it counts neither as noticed nor as missed. */
  untried: { id: string; problem: string }[];
}

const WRONG: Record<string, readonly Outcome[]> = {
  MUST: ['violates'],
  SHOULD: ['violates', 'deviates'],
  INFO: ['violates', 'deviates', 'informational'],
};

/**
 * Scores a fleet.
 * @param baseline the provider without a fault
 * @param checks the addresses of the checks that judge providers
 */
export function scoreOf(
  fleet: { faults: readonly Fault[]; variants: readonly Variant[] },
  trials: ReadonlyMap<string, Trial>,
  baseline: Trial,
  register: Register,
  checks: readonly string[],
): Omit<Strength, 'untried'> {
  const faults = fleet.faults.map((fault) =>
    faultResult(fault, trialIn(trials, fault.id), baseline, register),
  );
  const variants = fleet.variants.map((variant) => variantResult(variant, trialIn(trials, variant.id)));
  const killed = faults.filter((fault) => fault.killed);
  const at = (level: Level) => {
    const all = faults.filter((fault) => fault.level === level);
    return { faults: all.length, killed: all.filter((fault) => fault.killed).length };
  };
  const busy = new Set(faults.flatMap((fault) => fault.checks));
  return {
    faults,
    variants,
    score: {
      levels: { MUST: at('MUST'), SHOULD: at('SHOULD'), INFO: at('INFO') },
      named: killed.filter((fault) => fault.named).length,
      first: killed.filter((fault) => fault.first).length,
      single: killed.filter((fault) => fault.causes === 1).length,
      blamed: killed.filter((fault) => fault.blamed).length,
      alarms: variants.filter(({ alarms }) => alarms.length > 0).length,
      ...reproducedOf(faults),
    },
    idle: checks.filter((check) => !busy.has(check)),
    singles: singlesOf(faults),
    thin: thinRows(faults, register),
  };
}

function faultResult(fault: Fault, trial: Trial, baseline: Trial, register: Register): FaultResult {
  const level = levelOf(fault, register);
  const worse = Object.keys(trial.rows).filter((row) => trial.rows[row] !== baseline.rows[row]);
  const wrong = worse.filter((row) => isWrong(register.byId.get(row)?.level, trial.rows[row]));
  const expected = new Set([fault.breaks, ...(fault.also ?? [])]);
  // With what it was: the provider without a fault has notes of its own, and a fault may bring another of a kind.
  const before = new Set(baseline.found.map(keyOf));
  // A note of the run, such as that contexts were left out, is held against nobody.
  const news = trial.found.filter(
    (found) =>
      !before.has(keyOf(found)) && !(found.requirement === null && found.outcome === 'informational'),
  );
  const serious = news.filter(({ outcome }) => weighs(level, outcome));
  const own = serious.some(({ requirement }) => requirement === fault.breaks);
  return {
    ...fault,
    level,
    killed: own || worse.some((row) => weighs(level, trial.rows[row])),
    named: own,
    ...diagnosisOf(fault, news),
    blamed: serious.length > 0 && serious.every(({ blame }) => blame === 'provider'),
    checks: [...new Set(serious.flatMap(({ check }) => check ?? []))].sort(),
    ...reproductionOf(fault, trial.reproduced),
    unexpected: wrong.filter((row) => !expected.has(row)).sort(),
    durationMs: trial.durationMs,
  };
}

/** What is shown first, and how many causes there are: of what weighs most where the fault is no more than a note. */
function diagnosisOf(
  { breaks }: Fault,
  news: readonly Trial['found'][number][],
): Pick<FaultResult, 'first' | 'causes'> {
  const broken = news.filter(({ outcome }) => isBreach(outcome));
  const told = broken.length > 0 ? broken : news.filter(({ outcome }) => outcome === 'informational');
  const causes = byCause(told, ({ outcome }) => rankOf(outcome)).map(({ finding }) => finding);
  return {
    first: causes[0]?.requirement === breaks,
    causes: new Set(causes.map(({ requirement }) => requirement)).size,
  };
}

const keyOf = ({ check, outcome, actual }: Trial['found'][number]): string =>
  JSON.stringify([check, outcome, actual]);

const weighs = (level: Level, outcome: Outcome | undefined): boolean =>
  (WRONG[level] ?? []).includes(outcome as Outcome);

const isWrong = (level: Level | undefined, outcome: Outcome | undefined): boolean =>
  (WRONG[level ?? 'MUST'] ?? []).includes(outcome as Outcome);

/** A variant must be called conforming: whatever keeps the run from that is an alarm. */
function variantResult(variant: Variant, trial: Trial): VariantResult {
  const broken = Object.entries(trial.rows)
    .filter(([, outcome]) => outcome === 'violates' || outcome === 'error')
    .map(([row, outcome]) => `${row} ${outcome}`);
  const trouble = trial.verdict === 'conforms' || broken.length > 0 ? [] : [trial.reason ?? trial.verdict];
  return { ...variant, alarms: [...broken, ...trouble], durationMs: trial.durationMs };
}

/** Rows of which every fault that is noticed is noticed by one and the same check and no other. */
function singlesOf(faults: readonly FaultResult[]): Strength['singles'] {
  const rows = [...new Set(faults.map(({ breaks }) => breaks))];
  return rows.flatMap((requirement) => {
    const noticed = faults.filter(({ breaks, checks }) => breaks === requirement && checks.length > 0);
    const guards = new Set(noticed.flatMap(({ checks }) => checks));
    const [check] = guards;
    return guards.size === 1 && check !== undefined ? [{ requirement, check }] : [];
  });
}

const thinRows = (faults: readonly FaultResult[], register: Register): string[] =>
  register.rows
    .filter(({ actor, level, checks }) => actor === 'provider' && level !== 'NONE' && checks.length > 0)
    .filter(({ id }) => faults.filter(({ breaks }) => breaks === id).length < 2)
    .map(({ id }) => id);

function trialIn(trials: ReadonlyMap<string, Trial>, id: string): Trial {
  const trial = trials.get(id);
  if (!trial) throw new Error(`no trial of ${id}`);
  return trial;
}
