import type { Command } from 'commander';
import { visible } from '../results/visible';
import { textsOf } from './documents';
import { QUIET, type Io } from './io';
import { reportedOperationOption } from './options';

interface DiffOptions {
  operation?: string;
  json?: true;
  quiet?: true;
  color: boolean;
}

/** Exit code of reports that cannot be compared. */
const INCOMPARABLE = 3;

/** `diff`: what changed between two reports. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--json', 'the difference on stdout, as JSON')
    .addOption(reportedOperationOption(io))
    .option('--quiet', QUIET)
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing got worse, 1 something did, 2 bad usage, 3 not comparable.',
    )
    .action(async (before: string, after: string, options: DiffOptions) =>
      end(await runDiff([before, after], options, io)),
    );
}

async function runDiff(files: readonly string[], options: DiffOptions, io: Io): Promise<number> {
  const [
    { readReport },
    { diff, whyIncomparable },
    { exitCodeOfDifference },
    { renderDifferenceJson },
    { renderDifference },
    { registerOf },
    { defaultOperation, operationOf },
  ] = await Promise.all([
    import('../results/read.js'),
    import('../results/diff.js'),
    import('../results/exit-code.js'),
    import('../results/difference.js'),
    import('../reports/diff-console.js'),
    import('../contract/register/register.js'),
    import('../contract/operation.js'),
  ]);
  const [before, after] = (await textsOf(files, io)).map(({ file, text }) =>
    readReport(text, file, options.operation),
  );
  if (!before || !after) throw new Error('two files were given');
  const why = whyIncomparable(before, after);
  if (why !== undefined) {
    io.stderr(`the reports cannot be compared: ${visible(why)}\n`);
    return INCOMPARABLE;
  }
  const difference = diff(before, after);
  const register = registerOf(operationOf(after.contract.operation) ?? defaultOperation());
  const { terminal, env } = io;
  io.stdout(
    options.json
      ? renderDifferenceJson(difference)
      : renderDifference(difference, register, {
          color: options.color && terminal.stdout && env['NO_COLOR'] === undefined,
          width: terminal.width,
          quiet: options.quiet === true,
        }),
  );
  return exitCodeOfDifference(difference);
}
