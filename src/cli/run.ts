import { Command, CommanderError } from 'commander';
import { addConfigOption, configure } from './config';
import { Interrupted } from '../interrupted';
import { UsageError } from '../usage-error';
import { BrokenOff } from '../wire/broken-off';
import { INCOMPLETE, USAGE } from './exit-codes';
import { oneLine, unforeseen } from './one-line';
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

/**
 * Runs the command line.
 * @param args the arguments, without the interpreter and the script
 * @returns the exit code: 0 conforms, 1 violates, 2 bad usage or configuration, 3 incomplete
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode = INCOMPLETE;
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
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError || error instanceof UsageError || isOfTheCall(error)) {
    say((error as Error).message.replace(/^error: /, ''));
    return USAGE;
  }
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  // What ends a command in order, or the system says, needs no word of ours before it.
  const isPlain = error instanceof Interrupted || error instanceof BrokenOff || (code && syscall);
  say(isPlain ? message : unforeseen(error));
  return INCOMPLETE;
}

/** What the system says of a place or a port that the user has named, and that will not do. */
const OF_THE_CALL = {
  codes: [
    'ENOENT',
    'EACCES',
    'EPERM',
    'EEXIST',
    'EISDIR',
    'ENOTDIR',
    'EROFS',
    'ELOOP',
    'ENAMETOOLONG',
    'EADDRINUSE',
  ],
  calls: ['open', 'stat', 'lstat', 'access', 'scandir', 'mkdir', 'listen', 'bind', 'read'],
};

function isOfTheCall(error: unknown): boolean {
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return OF_THE_CALL.codes.includes(code) && OF_THE_CALL.calls.includes(syscall);
}
