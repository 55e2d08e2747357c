import path from 'node:path';
import type { Command } from 'commander';
import type { Io } from './io';

/** `requirements`: the register, as a table or as JSON. */
export function addRequirements(program: Command, io: Io, end: (exitCode: number) => void): Command {
  return program
    .command('requirements')
    .description('the register of requirements')
    .option('--json', 'as JSON')
    .option('--overlay <file>', 'with rows and levels of your own')
    .action(async ({ json, overlay }: { json?: true; overlay?: string }) => {
      const [{ loadRegister }, { loadOverlay }, { registerToJson, renderRegister }] = await Promise.all([
        import('../requirements/register.js'),
        import('../requirements/overlay.js'),
        import('../requirements/render.js'),
      ]);
      const register =
        overlay === undefined ? loadRegister() : loadOverlay(path.resolve(io.cwd, overlay)).register;
      io.stdout(json ? registerToJson(register) : renderRegister(register));
      end(0);
    });
}
