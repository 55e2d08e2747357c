import { InvalidArgumentError, type Command } from 'commander';
import type { ExploreRun } from '../explore/exploration';
import { SHORT, SHRINKING } from '../explore/limits';
import { UsageError } from '../usage-error';

export interface ExploreArguments {
  explore?: number;
  seed?: number;
}

/** Adds the options of exploration to a command. */
export function addExploreOptions(command: Command): Command {
  return command
    .optionsGroup('Exploration:')
    .option(
      '--explore <n>',
      `send this many random sequences of updates, reads and deletes; 0 sends none (default: ${SHORT.sequences}, if the run does not fail the gate; none in a live run, with --no-contexts, --only, --lacks read or --lacks delete)`,
      sequences,
    )
    .option(
      '--seed <n>',
      `the seed of the sequences (default: ${SHORT.seed}, and with --explore a new one; the report states it)`,
      seed,
    );
}

/**
 * The exploration that the options describe; undefined if there is none.
 * @param isShort whether the run has a short one where nothing is said
 * @throws UsageError for a seed of no exploration
 */
export function exploreRunOf({ explore, seed }: ExploreArguments, isShort: boolean): ExploreRun | undefined {
  const seeded = seed !== undefined && { seed };
  if (explore !== undefined && explore > 0) return { sequences: explore, ...seeded };
  if (explore === undefined && isShort) return { ...SHORT, ...seeded };
  if (seeded)
    throw new UsageError(
      '--seed is for --explore, and this run sends no sequences: add --explore with a number, or remove --seed',
    );
  return undefined;
}

/**
 * The line of a plan about an exploration. Its requests are drawn during the run, so that only the maximum is
 * known.
 */
export function planWithExploration(
  plan: string,
  { sequences, unlessBroken }: ExploreRun,
  requestsAtMost: number,
  { json }: { json: boolean },
): string {
  if (json)
    return `${JSON.stringify({ ...(JSON.parse(plan) as object), explore: { sequences, requestsAtMost } }, null, 2)}\n`;
  const when = unlessBroken ? ' if no row is broken' : '';
  return `${plan}--explore ${sequences} comes on top${when}: ${requestsAtMost} requests at most, ${SHRINKING} of them only if a sequence shows a difference.\n`;
}

function sequences(value: string): number {
  if (!/^(?:0|[1-9]\d{0,5})$/.test(value))
    throw new InvalidArgumentError('It must be a number of sequences, 0 to 999999.');
  return Number(value);
}

function seed(value: string): number {
  if (!/^\d{1,10}$/.test(value) || Number(value) >= 2 ** 31)
    throw new InvalidArgumentError(`It must be a whole number below ${2 ** 31}.`);
  return Number(value);
}
