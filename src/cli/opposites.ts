import type { Command } from 'commander';
import { UsageError } from '../usage-error';

/**
 * Has a command refuse an option together with its negation, such as `--contexts` and `--no-contexts`: commander takes
 * the last one without a word.
 */
export function refuseOpposites(command: Command): void {
  for (const { negate, long } of command.options) {
    const opposite = `--${long?.slice('--no-'.length)}`;
    if (!negate || !command.options.some((other) => other.long === opposite)) continue;
    const given = new Set<string>();
    for (const name of [long as string, opposite])
      command.on(`option:${name.slice(2)}`, () => {
        given.add(name);
        if (given.size > 1)
          throw new UsageError(`${opposite} and ${long} contradict each other: use only one of them`);
      });
  }
}
