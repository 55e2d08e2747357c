import type { Command } from 'commander';
import type { Io } from './io';
import { operationOption } from './options';

/** `requirements`: the register, as a table or as JSON. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--json', 'as JSON')
    .addOption(operationOption(io))
    .option('--overlay <file>', 'with rows and levels of your own')
    .action(async (options: { json?: true; operation: string; overlay?: string }) => {
      const [{ registerOf }, { registerToJson, renderRegister }] = await Promise.all([
        import('./judging.js'),
        import('../reports/register/render.js'),
      ]);
      const { register } = registerOf(options, io);
      io.stdout(options.json ? registerToJson(register) : renderRegister(register));
      end(0);
    });
}
