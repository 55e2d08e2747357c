import { providerChecks } from '../checks';
import type { Register } from '../contract/register/register';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import type { Fault, ProviderOptions, Variant } from './fleet';
import type { OwnFleet } from './own-fleet';
import { tryAll, type Pool } from './pool';
import { scoreOf, type Strength } from './score';
import type { Candidate } from './try';

/** The fleet of the suite, or one of the user's. */
export type Fleet = OwnFleet | { baseline?: undefined; faults: Fault[]; variants: Variant[] };

export interface MeasureOptions {
  fleet: Fleet;
  /** The register of the operation that the providers implement. */
  register: Register;
  /** Working directory of the commands. */
  cwd: string;
  /** Whether the sequences of findings are sent again, to a fresh provider and to the one without a fault. */
  reproduce?: boolean;
  onDone?: (done: number, total: number, id: string) => void;
  signal?: AbortSignal;
  /** Threads that the caller keeps; absent: threads that end with the measurement. */
  pool?: Pool;
}

const BASELINE = 'baseline';

/**
 * Judges every provider of a fleet and computes the score. Providers that could not be judged are listed, and do not
 * affect the others.
 * @throws UsageError if the provider without a fault cannot be judged, because faults are compared with it;
 *   Interrupted if the user has ended the measurement before that
 */
export async function measure({
  fleet,
  register,
  cwd,
  reproduce = false,
  onDone,
  signal,
  pool,
}: MeasureOptions): Promise<Strength> {
  const candidate = (
    id: string,
    { command, options = {} }: { command?: string[]; options?: ProviderOptions },
  ): Candidate => ({
    ...{ id, options, operation: register.operation.name },
    start: command ? { command, cwd } : { behaviour: id === BASELINE ? undefined : id },
  });
  const soundOf = (each: Fault): Candidate =>
    fleet.baseline
      ? candidate(BASELINE, fleet.baseline)
      : candidate(BASELINE, { options: 'command' in each ? {} : (each.options ?? {}) });
  const candidates = [
    candidate(BASELINE, fleet.baseline ?? {}),
    ...fleet.variants.map((each) => candidate(each.id, each)),
    ...fleet.faults.map((each) => ({
      ...candidate(each.id, each),
      ...(reproduce && isMeasured(each) && { sound: soundOf(each) }),
    })),
  ];
  const telling = {
    onDone: (done: number, id: string) => onDone?.(done, candidates.length, id),
    ...(signal && { signal }),
  };
  const { trials, problems } = await (pool ? pool.tryAll(candidates, telling) : tryAll(candidates, telling));
  const baseline = trials.get(BASELINE);
  if (!baseline) {
    if (signal?.aborted) throw new Interrupted('the measurement was interrupted');
    const problem = problems.find(({ id }) => id === BASELINE)?.problem ?? 'nothing came of it';
    throw new UsageError(
      `the provider without a fault could not be judged, so faults cannot be compared with it: ${problem}`,
    );
  }
  const tried = ({ id }: { id: string }): boolean => trials.has(id);
  const score = scoreOf(
    { faults: fleet.faults.filter(tried), variants: fleet.variants.filter(tried) },
    trials,
    baseline,
    register,
    providerChecks(register.operation).map(({ address }) => address),
  );
  const known = new Map(problems.map(({ id, problem }) => [id, problem]));
  const untried = candidates
    .filter((each) => !tried(each))
    .map(({ id }) => ({ id, problem: known.get(id) ?? 'the measurement was interrupted before it' }));
  return { ...score, untried };
}

/** A sequence cannot express every form that a context sends. */
const isMeasured = ({ options }: Fault): boolean => options?.contexts !== true;
