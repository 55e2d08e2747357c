import type { Command, CommanderError } from 'commander';

/** Options that take a URL, in order of preference, for a URL that was given without an option. */
const TAKES_URL = ['--provider', '--target'];

/**
 * What to say of an argument that a command does not take, and of one that is missing; a URL mostly misses the option
 * before it.
 * @returns undefined where the error is another one
 */
export function misplaced(
  { code, message }: CommanderError,
  program: Command,
  args: readonly string[],
): string | undefined {
  if (code === 'commander.unknownCommand') {
    const url = args.find(isUrl);
    return url === undefined ? undefined : `${url} is not a command: did you mean verify --provider?`;
  }
  if (code === 'commander.missingArgument') {
    const command = program.commands.find((each) => args.includes(each.name()));
    return (
      command &&
      `${message.replace('error: ', '')}; usage: graph-contract ${command.name()} ${command.usage()}`
    );
  }
  if (code !== 'commander.excessArguments') return undefined;
  const command = program.commands.find((each) => args.includes(each.name()) && each.args.length > 0);
  if (!command) return undefined;
  const name = command.name();
  const takes = command.registeredArguments.length;
  const surplus = command.args.slice(takes);
  const url = surplus.find(isUrl);
  const option = TAKES_URL.find((name) => command.options.some(({ long }) => long === name));
  if (url !== undefined && option !== undefined)
    return `${name}: ${url} has no option before it; did you mean ${option}?`;
  const most = takes === 0 ? 'no argument' : takes === 1 ? 'one argument' : `${takes} arguments`;
  return `${name}: unexpected ${surplus.join(' ')}; it takes ${most}, and the values of an option are separated by commas (\`graph-contract ${name} --help\`)`;
}

/** Whether a text is meant as a URL: with its scheme, or host and port. */
export const isUrl = (text: string): boolean =>
  /^https?:\/\//i.test(text) || /^(?:localhost|[\w.-]+\.\w+|\[[\da-f:]+\]):\d{1,5}(?:\/|$)/i.test(text);
