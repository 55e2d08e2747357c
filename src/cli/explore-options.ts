import { InvalidArgumentError, type Command } from 'commander';
import type { ExploreRun } from '../explore/exploration';
import { UsageError } from '../usage-error';

export interface ExploreArguments {
  explore?: number;
  seed?: number;
}

/** Adds the options of exploration to a command. */
export function addExploreOptions(command: Command): Command {
  return command
    .optionsGroup('Exploration:')
    .option('--explore <n>', 'send this many random sequences of updates, reads and deletes', sequences)
    .option('--seed <n>', 'the seed of the sequences (default: a new one, which the report states)', seed);
}

/** The exploration that the options make; undefined where none is asked for. */
export function exploreRunOf({ explore, seed }: ExploreArguments): ExploreRun | undefined {
  if (explore !== undefined) return { sequences: explore, ...(seed !== undefined && { seed }) };
  if (seed !== undefined) throw new UsageError('--seed is for --explore, which is not given');
  return undefined;
}

/** What a plan says with an exploration behind it: its requests are drawn as they are sent, and only their most is known. */
export function planWithExploration(
  plan: string,
  { sequences }: ExploreRun,
  requestsAtMost: number,
  { json }: { json: boolean },
): string {
  if (json)
    return `${JSON.stringify({ ...(JSON.parse(plan) as object), explore: { sequences, requestsAtMost } }, null, 2)}\n`;
  return `${plan}--explore ${sequences} comes on top: ${requestsAtMost} requests at most, nearly all of them writes and reads.\n`;
}

function sequences(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new InvalidArgumentError('It must be a number of sequences, 1 to 999999.');
  return Number(value);
}

function seed(value: string): number {
  if (!/^\d{1,10}$/.test(value) || Number(value) >= 2 ** 31)
    throw new InvalidArgumentError(`It must be a whole number below ${2 ** 31}.`);
  return Number(value);
}
