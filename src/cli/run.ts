import { Command, CommanderError } from 'commander';
import { addConfigOption, configure } from './config';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { leftOpenLines } from './left-open';
import { withoutSecrets } from './no-secrets';
import { addCheck } from './check';
import { addDiff } from './diff';
import { addDrift } from './drift';
import { addExplain } from './explain';
import { addJudge } from './judge';
import { addMerge } from './merge';
import { addProxy } from './proxy';
import { addRequirements } from './requirements';
import { addRestore } from './restore';
import { addServe, isIdleForServe } from './serve';
import { addStrength } from './strength';
import { addVerify } from './verify';

/** Exit code of bad usage or configuration. */
const USAGE = 2;
/** Exit code of a run that could not come to a verdict. */
const INCOMPLETE = 3;

/**
 * Runs the command line.
 * @param args the arguments, without the interpreter and the script
 * @returns the exit code: 0 conforms, 1 violates, 2 bad usage or configuration, 3 incomplete
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const end = (code: number): void => void (exitCode = code);
  const program = new Command('graph-contract')
    .description(
      'Contract tests and compliance reports for the update of the Temporary Access Pass policy in Microsoft Graph',
    )
    .addHelpText('after', '\nExit codes: 0 conforms, 1 violates, 2 bad usage or configuration, 3 incomplete.')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: () => undefined });
  const commands = [
    addVerify(program, io, end),
    addCheck(program, io, end),
    addProxy(program, io, end),
    addRestore(program, io, end),
    addServe(program, io, end),
    addJudge(program, io, end),
    addDiff(program, io, end),
    addMerge(program, io, end),
    addDrift(program, io, end),
    addRequirements(program, io, end),
    addExplain(program, io, end),
    addStrength(program, io, end),
  ];
  program.hook('preAction', (_program, command) =>
    configure(command, commands, command.name() === 'serve' ? isIdleForServe : () => false, io),
  );
  for (const command of commands)
    addConfigOption(command)
      .exitOverride()
      .configureOutput({ writeOut: io.stdout, writeErr: () => undefined });
  program.version((await import('../contract/version.js')).tool().version);
  try {
    if (args.length === 0) {
      io.stderr(program.helpInformation());
      return USAGE;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, args, io);
  } finally {
    for (const line of leftOpenLines()) io.stderr(line);
  }
}

/** One line for what went wrong: what, where and what to do. */
function explain(error: unknown, args: readonly string[], io: Io): number {
  const say = (text: string): void => io.stderr(`${oneLine(withoutSecrets(text, args, io.env))}\n`);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    say(error.message.replace(/^error: /, ''));
    return USAGE;
  }
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError) {
    say(message);
    return USAGE;
  }
  if (code !== undefined && syscall !== undefined) {
    say(message);
    return syscall === 'write' ? INCOMPLETE : USAGE;
  }
  say(`graph-contract failed: ${message}`);
  return INCOMPLETE;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();
