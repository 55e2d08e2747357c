import type { Command } from 'commander';
import { matchesGlob } from '../bounds/glob';
import { didYouMean } from '../contract/nearest';
import { writeAll } from '../files/written';
import type { Fleet } from '../fleet/measure';
import { visibleJson } from '../results/visible';
import { UsageError } from '../usage-error';
import { INCOMPLETE } from './exit-codes';
import { QUIET, type Io } from './io';
import { fileOf, operationOption } from './options';
import { namesOption } from './list-option';
import { outFolder, tellUnwritten } from './out';
import { progressLine } from './progress';

interface StrengthArguments {
  operation: string;
  faults?: string;
  only?: string[];
  out: string;
  json?: true;
  quiet?: true;
  reproduce: boolean;
}

/**
 * `strength`: measures how many faulty providers the suite detects, and how many conforming ones it accepts.
 */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option(
      '--faults <file>',
      'a fleet of your own in YAML: commands that start a provider and print its URL',
    )
    .addOption(
      namesOption('--only <ids>', 'judge only these faults and variants; * stands for any characters'),
    )
    .addOption(operationOption(io))
    .option('--out <dir>', 'folder for strength.json and strength.md', 'reports')
    .option('--no-reproduce', 'do not reproduce the findings, which takes about as long as finding them')
    .option('--json', 'the result on stdout, and everything else on stderr')
    .option('--quiet', QUIET)
    .action(async (options: StrengthArguments) => end(await runStrength(options, io)));
}

const [JSON_FILE, MARKDOWN_FILE] = ['strength.json', 'strength.md'];

async function runStrength(options: StrengthArguments, io: Io): Promise<number> {
  const [{ measure }, { fleetOf }, { ownFleet }, render] = await Promise.all([
    import('../fleet/measure.js'),
    import('../fleet/fleet.js'),
    import('../fleet/own-fleet.js'),
    import('../fleet/render.js'),
  ]);
  const { registerOf } = await import('./judging.js');
  const { register } = registerOf(options, io);
  const own = options.faults === undefined ? undefined : fileOf('--faults', options.faults, io, 'written');
  const whole = own === undefined ? fleetOf(register) : ownFleet(own, options.faults as string, register);
  const fleet = partOf(whole, options.only);
  const out = outFolder(
    options,
    { kind: 'strength', names: [JSON_FILE, MARKDOWN_FILE], others: { '--faults': options.faults } },
    io,
  );
  const progress = progressLine(io, options.quiet === true);
  const measured = await measure({
    fleet,
    register,
    cwd: io.cwd,
    reproduce: options.reproduce,
    signal: io.signal,
    onDone: (done, total, id) => progress.show({ done, total, scenario: id }),
  }).finally(progress.wipe);

  // A part of a fleet cannot show what the whole fleet shows, such as rows that no fault breaks.
  const strength = options.only ? { ...measured, idle: [], singles: [], thin: [] } : measured;
  // What other fleets and their providers say may mean harm.
  const json = (): string => visibleJson(render.renderStrengthJson(strength));
  const written = writeAll(out, [
    [JSON_FILE, json],
    [MARKDOWN_FILE, () => render.renderStrengthMarkdown(strength)],
  ]);
  const print = options.json ? io.stderr : io.stdout;
  print(options.quiet ? `${render.summaryLines(strength).join('\n')}\n` : render.renderStrength(strength));
  if (options.json) io.stdout(json());
  const survivors = strength.faults.some(({ killed, level }) => !killed && level !== 'INFO');
  const failed = survivors || strength.score.alarms > 0;
  return tellUnwritten(written, failed ? 1 : strength.untried.length > 0 ? INCOMPLETE : 0, io);
}

/** Selects the named faults and variants of a fleet. @throws UsageError for a name of nothing in it */
function partOf<T extends Fleet>(fleet: T, only: readonly string[] | undefined): T {
  if (only === undefined) return fleet;
  const ids = [...fleet.faults, ...fleet.variants].map(({ id }) => id);
  const unknown = only.find((name) => !ids.some((id) => matchesGlob(name, id)));
  if (unknown !== undefined)
    throw new UsageError(
      `--only ${unknown}: no fault and no variant has this id${didYouMean(ids, unknown)}; \`graph-contract serve --fault list\` lists them`,
    );
  const isMeant = ({ id }: { id: string }): boolean => only.some((name) => matchesGlob(name, id));
  return { ...fleet, faults: fleet.faults.filter(isMeant), variants: fleet.variants.filter(isMeant) };
}
