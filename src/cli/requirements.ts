import type { Command } from 'commander';
import type { Register } from '../contract/register/register';
import type { Io } from './io';
import { operationOption } from './options';

/** `requirements`: the register, as a table or as JSON. */
export function define(command: Command, io: Io, end: (exitCode: number) => void): void {
  command
    .option('--json', 'as JSON')
    .addOption(operationOption(io))
    .option('--overlay <file>', 'rows and levels of your own')
    .option('--contexts', 'list for each row and context the scenario that exercises it, or why none does')
    .action(async (options: { json?: true; operation: string; overlay?: string; contexts?: true }) => {
      const [{ registerOf }, { registerToJson, renderRegister }] = await Promise.all([
        import('./judging.js'),
        import('../reports/register/render.js'),
      ]);
      const { register } = registerOf(options, io);
      if (options.contexts) io.stdout(await contextsOf(register, options.json === true));
      else io.stdout(options.json ? registerToJson(register) : renderRegister(register));
      end(0);
    });
}

async function contextsOf(register: Register, json: boolean): Promise<string> {
  const [{ matrixOf }, { matrixToJson, renderMatrix }] = await Promise.all([
    import('../scenarios/contexts/matrix.js'),
    import('../reports/register/contexts.js'),
  ]);
  const matrix = matrixOf(register);
  return json ? matrixToJson(matrix) : renderMatrix(matrix);
}
