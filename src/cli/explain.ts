import type { Command } from 'commander';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { operationOption } from './options';

/** `explain`: what rows of the register mean, why they matter and what to do. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--json', 'the rows as JSON')
    .addOption(operationOption(io))
    .option('--overlay <file>', 'rows and levels of your own')
    .action(async (name: string, options: { json?: true; operation: string; overlay?: string }) => {
      const [
        { registerOf },
        { rowsNamed, unknownName },
        { renderExplanations, rowsToJson, told },
        { examplesOf },
      ] = await Promise.all([
        import('./judging.js'),
        import('../contract/register/names.js'),
        import('../reports/register/explain.js'),
        import('../examples/find.js'),
      ]);
      const { register, checks } = registerOf(options, io);
      const rows = rowsNamed(register, name);
      if (rows.length === 0) throw new UsageError(unknownName([register], name));
      const examples = examplesOf(register, options.json ? rows : told(rows), checks);
      io.stdout(
        options.json ? rowsToJson(rows, examples) : renderExplanations(rows, io.terminal.width, examples),
      );
      end(0);
    });
}
