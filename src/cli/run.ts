import { Command, CommanderError } from 'commander';
import { limitsProblem } from '../bounds/limits';
import { addConfigOption, configFile } from './config-option';
import { Interrupted } from '../interrupted';
import { UsageError, UsageErrors } from '../usage-error';
import { BrokenOff } from '../wire/broken-off';
import { INCOMPLETE, USAGE } from './exit-codes';
import { misplaced } from './misplaced';
import { oneLine, unforeseen } from './one-line';
import type { Io } from './io';
import { leftOpenLines } from './left-open';
import { refuseOpposites } from './opposites';
import { letGo } from './out';
import { withoutSecrets } from './no-secrets';
import { withOrigin, type Origin } from './origin';
import { COMMANDS, type CommandEntry } from './commands';

/** What help says behind the commands. */
const EXIT_CODES = '\nExit codes: 0 conforms, 1 violates, 2 bad usage or configuration, 3 incomplete.';

/**
 * Runs the command line.
 * @param args the arguments, without the interpreter and the script
 * @returns the exit code: 0 conforms, 1 violates, 2 bad usage or configuration, 3 incomplete
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exitCode = INCOMPLETE;
  const settings: Origin[] = [];
  const end = (code: number): void => void (exitCode = code);
  const program = new Command('graph-contract')
    .description(
      'Contract tests and compliance reports for the update of the Temporary Access Pass policy in Microsoft Graph',
    )
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: () => undefined });
  const undefinedYet = new Map<Command, CommandEntry>();
  /** Gives a command its options and its action. */
  const define = async (command: Command): Promise<void> => {
    const entry = undefinedYet.get(command);
    undefinedYet.delete(command);
    if (entry) (await entry.load()).define(command, io, end);
  };
  for (const entry of COMMANDS) {
    const command = program.command(entry.name).helpGroup(entry.group).description(entry.description);
    for (const [usage, description] of entry.takes ?? []) command.argument(usage, description);
    undefinedYet.set(command, entry);
    // A command name among the arguments is the command, or the topic of help.
    if (args.includes(entry.name)) await define(command);
    addConfigOption(command);
    refuseOpposites(command);
  }
  program.hook('preAction', async (_program, command) => {
    const file = configFile(command, io);
    if (file === undefined) return;
    // The file may have settings of any command.
    for (const each of program.commands) await define(each);
    const { configure } = await import('./config.js');
    const { isIdleForServe } = await import('./serve.js');
    const isIdle = { serve: isIdleForServe, strength: isIdleForStrength }[command.name()];
    settings.push(...configure(command, file, isIdle ?? (() => false), io));
  });
  program.version((await import('../contract/version.js')).tool().version);
  try {
    if (args.length === 0) {
      io.stderr(`${program.helpInformation()}${EXIT_CODES}\n`);
      return USAGE;
    }
    if (limitsProblem !== undefined) throw new UsageError(limitsProblem);
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(plainer(error, program, args), args, settings, io);
  } finally {
    letGo(io);
    for (const line of leftOpenLines()) io.stderr(line);
  }
}

/** `only` of a configuration selects rows, not faults. */
const isIdleForStrength = (key: string): boolean => key === 'only';

/** Replaces commander's message about a misplaced argument with one that names the likely intent. */
function plainer(error: unknown, program: Command, args: readonly string[]): unknown {
  const meant = error instanceof CommanderError ? misplaced(error, program, args) : undefined;
  return meant === undefined ? error : new UsageError(meant);
}

/** One line for what went wrong: what, where and what to do. */
function explain(error: unknown, args: readonly string[], settings: readonly Origin[], io: Io): number {
  const say = (text: string): void =>
    io.stderr(`${oneLine(withoutSecrets(withOrigin(text, settings), args, io.env))}\n`);
  if (error instanceof CommanderError && (error.exitCode === 0 || isAskedHelp(error, args))) return 0;
  if (error instanceof CommanderError || error instanceof UsageError || isOfTheCall(error)) {
    const lines =
      error instanceof UsageErrors ? error.lines : [(error as Error).message.replace(/^error: /, '')];
    for (const line of lines) say(line);
    return USAGE;
  }
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  // Messages of the system and of an orderly end are printed as they are.
  const isPlain = error instanceof Interrupted || error instanceof BrokenOff || (code && syscall);
  say(isPlain ? message : unforeseen(error));
  return INCOMPLETE;
}

/** Whether `help` was asked for: commander takes what the process says of itself until there is a verdict for its end. */
const isAskedHelp = ({ code }: CommanderError, [first]: readonly string[]): boolean =>
  code === 'commander.help' && first === 'help';

/** System errors about a file or a port that the user named: they are usage errors. */
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
