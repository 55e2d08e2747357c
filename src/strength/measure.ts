import { providerChecks } from '../checks';
import { loadRegister } from '../requirements/register';
import { UsageError } from '../usage-error';
import type { Fault, Variant } from './fleet';
import { tryAll } from './pool';
import { scoreOf, type Strength } from './score';
import type { Candidate } from './try';

/** A fault of the user's own: a command that starts a provider and prints its URL. */
export interface CommandFault extends Fault {
  command: string[];
}

export interface MeasureOptions {
  faults: readonly (Fault | CommandFault)[];
  variants: readonly Variant[];
  /** Where commands are run. */
  cwd: string;
  onDone?: (done: number, total: number, id: string) => void;
  signal?: AbortSignal;
}

const BASELINE = 'baseline';

/**
 * Judges every provider of a fleet and scores what was found.
 * @throws UsageError where a provider cannot be started, and where the run was interrupted
 */
export async function measure({ faults, variants, cwd, onDone, signal }: MeasureOptions): Promise<Strength> {
  const candidates: Candidate[] = [
    { kind: 'baseline', id: BASELINE },
    ...variants.map(({ id, options = {} }): Candidate => ({ kind: 'variant', id, options })),
    ...faults.map((fault): Candidate =>
      'command' in fault
        ? { kind: 'command', id: fault.id, command: fault.command, cwd }
        : { kind: 'fault', id: fault.id },
    ),
  ];
  const { trials, problems } = await tryAll(candidates, {
    onDone: (done, id) => onDone?.(done, candidates.length, id),
    ...(signal && { signal }),
  });
  if (problems.length > 0)
    throw new UsageError(problems.map(({ id, problem }) => `${id}: ${problem}`).join('; '));
  const baseline = trials.get(BASELINE);
  if (signal?.aborted || !baseline) throw new UsageError('the measurement was interrupted');
  return scoreOf(
    { faults, variants },
    trials,
    baseline,
    loadRegister(),
    providerChecks().map(({ address }) => address),
  );
}
