import type { Register } from '../contract/register/register';
import type { Level } from '../contract/register/row';
import { byCause } from '../results/causes';
import { isBreach, rankOf } from '../results/outcome';
import type { Outcome } from '../results/report';
import { levelOf, type Fault, type Variant } from './fleet';
import { reproducedOf, reproductionOf, type Reproduced, type Reproduction } from './score-reproductions';
import type { Trial } from './trial';

/** The result for one fault. */
export interface FaultResult extends Omit<Fault, 'level'> {
  /** The level of the row that the fault breaks. */
  level: Level;
  /** Whether a run detects the fault at that level: a MUST by a violation, a SHOULD also by a deviation. */
  killed: boolean;
  /** Whether a finding names the row that the fault breaks. */
  named: boolean;
  /** Whether the first finding in the report names that row. */
  first: boolean;
  /** The number of broken rows that are no consequence of another one, beyond those without the fault. */
  causes: number;
  /** Whether every finding that blames somebody blames the provider. */
  blamed: boolean;
  /** The checks that detect the fault, beyond their findings on the provider without a fault. */
  checks: string[];
  /** The results of the sequences that show the fault, sent again; absent if none was sent or there is none. */
  reproduction?: Reproduction;
  /** Rows with a worse outcome than without the fault that the catalogue does not expect. */
  unexpected: string[];
  durationMs: number;
}

/** The result for one conforming variant. */
export interface VariantResult extends Variant {
  /** Rows that are reported as broken, and problems of the run. */
  alarms: string[];
  durationMs: number;
}

/** How well a suite distinguishes faulty providers from conforming ones. */
export interface Strength {
  faults: FaultResult[];
  variants: VariantResult[];
  score: {
    /** By level: the number of faults, and of detected faults. */
    levels: Record<'MUST' | 'SHOULD' | 'INFO', { faults: number; killed: number }>;
    /** Of the detected faults, the number whose findings name the broken row. */
    named: number;
    /** Of the detected faults, the number whose first finding names that row, and the number reported as one cause. */
    first: number;
    single: number;
    /** Of the detected faults, the number for which only the provider is blamed. */
    blamed: number;
    alarms: number;
    /** Absent if no sequence was sent again. */
    reproduced?: Reproduced;
  };
  /** Checks of providers that detect no fault. */
  idle: string[];
  /** Rows whose faults only one check detects. */
  singles: { requirement: string; check: string }[];
  /** Rows of providers with fewer than two faults. */
  thin: string[];
  /** Providers that could not be judged, with the reason; they count neither as detected nor as missed. */
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
  // Notes are compared with their text: the provider without a fault has notes too, and a fault may add another one
  // of the same kind.
  const before = new Set(baseline.found.map(keyOf));
  // A note on the run, such as on contexts that were left out, blames nobody.
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

/** The first finding and the number of causes. If the fault only produces notes, the most important note counts. */
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

/** A variant must be reported as conforming; anything that prevents that is an alarm. */
function variantResult(variant: Variant, trial: Trial): VariantResult {
  const broken = Object.entries(trial.rows)
    .filter(([, outcome]) => outcome === 'violates' || outcome === 'error')
    .map(([row, outcome]) => `${row} ${outcome}`);
  const trouble = trial.verdict === 'conforms' || broken.length > 0 ? [] : [trial.reason ?? trial.verdict];
  return { ...variant, alarms: [...broken, ...trouble], durationMs: trial.durationMs };
}

/** Rows whose detected faults are all detected by one and the same check only. */
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
