import { InvalidArgumentError, type Command } from 'commander';
import type { ChaosOptions } from '../chaos/chaos';
import { UsageError } from '../usage-error';

export interface ChaosArguments {
  chaos?: number | true;
  chaosSeed?: number;
}

/** The share of the requests that are disturbed by default. */
const SHARE = 0.2;

/** Adds the options of chaos to a command. */
export function addChaosOptions(command: Command): Command {
  return command
    .optionsGroup('Chaos:')
    .option(
      '--chaos [share]',
      'answer this share of the requests with 429 or 5xx, late or not at all, and judge how the client reacts (default: 20%)',
      share,
    )
    .option('--chaos-seed <n>', 'the seed of the disturbances (default: a new one, which is printed)', seed);
}

/** The chaos that the options make; undefined where none is asked for. */
export function chaosOf({ chaos, chaosSeed }: ChaosArguments): ChaosOptions | undefined {
  if (chaos === undefined) {
    if (chaosSeed !== undefined) throw new UsageError('--chaos-seed needs --chaos');
    return undefined;
  }
  const drawn = Math.floor(Math.random() * 2 ** 31);
  return { share: chaos === true ? SHARE : chaos, seed: chaosSeed ?? drawn };
}

function share(value: string): number {
  const [, digits] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(value) ?? [];
  const percent = Number(digits);
  if (digits === undefined || percent <= 0 || percent > 100)
    throw new InvalidArgumentError('It must be a share above 0% and up to 100%, such as 20%.');
  return percent / 100;
}

function seed(value: string): number {
  if (!/^\d{1,10}$/.test(value) || Number(value) >= 2 ** 31)
    throw new InvalidArgumentError(`It must be a whole number below ${2 ** 31}.`);
  return Number(value);
}
