import path from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Limit } from '../bounds/limits';
import type { HeaderPair } from '../exchanges/exchange';
import { readText } from '../files/read';
import { reasonOf } from '../files/reason';
import type { Selection } from '../contract/selection';
import { unknownPatterns } from '../contract/selection';
import { DEFAULT_FORMATS, FORMATS, type FileFormat } from '../reports/formats';
import { CAPABILITIES } from '../contract/register/capabilities';
import { unknownName } from '../contract/register/names';
import type { Register } from '../contract/register/register';
import { DEFAULT_OPERATION, isFolderName, operationNamed, operationNames } from '../contract/operation';
import { UsageError } from '../usage-error';
import { QUIET, type Io } from './io';
import { choicesOption, formatOption, ListOption, namesOption } from './list-option';

/** Options of every command that judges, as commander hands them over. */
export interface JudgingOptions {
  out: string;
  format: FileFormat[];
  only?: string[];
  skip?: string[];
  level?: 'MUST' | 'SHOULD' | 'INFO';
  basis?: 'stated' | 'http';
  strict?: true;
  json?: true;
  quiet?: true;
  color: boolean;
  /** Absent: whichever a request is of. */
  operation?: string;
  overlay?: string;
  waivers?: string;
  baseline?: string;
  drift?: string;
}

/** Stands for every operation that comes with the package. */
export const ALL = 'all';

/** What is meant where no operation is named, in words. */
export const OF_EACH_REQUEST = 'the operation of each request';

/**
 * The operation that a command is about, or all of them.
 * @param otherwise which is meant where none is named, in words
 * @throws InvalidArgumentError for a name of none
 */
export const operationsOption = (io: Pick<Io, 'cwd'>, otherwise?: string): Option => {
  const one = operationOption(io);
  return new Option(
    one.flags,
    `${one.description}; or ${ALL} for those of the package${otherwise === undefined ? '' : ` (default: ${otherwise})`}`,
  ).argParser((given: string) =>
    given.toLowerCase() === ALL ? ALL : (one.parseArg as (given: string) => string)(given),
  );
};

/**
 * Whether what is judged is of whichever operation: where it is said, and where none is named and nothing is given
 * that is of one alone.
 * @param record a Pact that is written, whose states are those of one policy
 * @throws UsageError where it is said, and something is of one operation
 */
export function isOfAny({ operation, overlay, drift }: JudgingOptions, record?: unknown): boolean {
  const given = { '--overlay': overlay, '--drift': drift, '--record': record };
  const [ofOne] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (operation === ALL && ofOne !== undefined)
    throw new UsageError(`${ofOne} applies to one operation: name it with --operation, not ${ALL}`);
  return operation === ALL || (operation === undefined && ofOne === undefined);
}

/**
 * The operation that a command is about. A pack in a folder is loaded at once, so that its reports and records are
 * known by it.
 */
export const operationOption = ({ cwd }: Pick<Io, 'cwd'>): Option =>
  new Option(
    '--operation <name>',
    `the operation: ${operationNames().join(', ')}; or ./folder for a pack of your own`,
  )
    .argParser((given) => {
      if (isFolderName(given)) return operationNamed(path.resolve(cwd, given)).name;
      const name = operationNames().find((each) => each.toLowerCase() === given.toLowerCase());
      if (name === undefined)
        throw new InvalidArgumentError(
          `Allowed choices are ${operationNames().join(', ')}, and ./folder for a pack of your own.`,
        );
      return name;
    })
    .default(DEFAULT_OPERATION);

/** The same of a command whose files say which operation they are of, or have the reports of several. */
export const reportedOperationOption = (io: Pick<Io, 'cwd'>): Option =>
  operationOption(io).default(undefined);

/**
 * Adds the options that all commands which judge have in common.
 * @param operation the option that names what is judged
 */
export function addJudgingOptions(
  command: Command,
  io: Pick<Io, 'cwd'>,
  operation: Option = operationOption(io),
): Command {
  return command
    .optionsGroup('What is judged:')
    .addOption(operation)
    .addOption(
      namesOption(
        '--only <names>',
        'judge only these rows or checks, by id or address; * stands for any characters',
      ),
    )
    .addOption(namesOption('--skip <names>', 'do not judge these rows or checks'))
    .addOption(
      new Option('--level <level>', 'judge rows of this level and above').choices(['MUST', 'SHOULD', 'INFO']),
    )
    .addOption(
      new Option(
        '--basis <basis>',
        'stated leaves out rows that are derived; http adds the rules of HTTP for any server',
      ).choices(['stated', 'http']),
    )
    .option('--strict', 'fail also on a broken SHOULD and on a waiver that matches nothing')
    .option('--overlay <file>', 'rows, levels and checks of your own')
    .option('--waivers <file>', 'accepted violations, in YAML; they do not fail the run')
    .option('--baseline <report.json>', 'an earlier report: its findings do not fail this run')
    .optionsGroup('Output:')
    .option('--out <dir>', 'folder for the reports', 'reports')
    .addOption(formatOption(FORMATS).default([...DEFAULT_FORMATS]))
    .option('--drift <drift.json>', 'the result of `drift`, for a section of report.html')
    .option('--json', 'the report on stdout, and everything else on stderr')
    .option('--quiet', QUIET)
    .option('--no-color', 'no colours');
}

/** The selection that the options make; a pattern that names nothing in any of the registers is a UsageError. */
export function selectionOf(options: JudgingOptions, ...registers: readonly Register[]): Selection {
  const { only, skip, level, basis } = options;
  const unknown = [...(only ?? []), ...(skip ?? [])].find((pattern) =>
    registers.every((register) => unknownPatterns(register, [pattern]).length > 0),
  );
  if (unknown !== undefined) {
    throw new UsageError(`--only and --skip: ${unknownName(registers, unknown)}`);
  }
  return { ...(only && { only }), ...(skip && { skip }), ...(level && { level }), ...(basis && { basis }) };
}

/** What a provider does not have. */
export const lacksOption = (): Option =>
  choicesOption(
    '--lacks <list>',
    'features that the provider does not have: read, delete, batch, scopes',
    CAPABILITIES,
  );

/** A whole number of milliseconds, not negative. */
export function milliseconds(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number of milliseconds.');
  return Number(value);
}

/** A port, 0 for any that is free. */
export function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535)
    throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return Number(value);
}

/** Headers that the suite writes itself; a second one would make every request another than was planned. */
const OWN_HEADERS = [
  'host',
  'content-type',
  'content-length',
  'connection',
  'transfer-encoding',
  'expect',
  'upgrade',
];

/** Headers for every request. A value may hold commas, so that each header stands by itself. */
export const headerOption = (): Option =>
  new ListOption('--header <header>', "'Name: value' for every request; repeatable", {
    cut: (text) => [text],
    read: (item) => [headerPair(item)],
  });

function headerPair(value: string): HeaderPair {
  const [, name, content] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e]*)$/.exec(value) ?? [];
  if (name === undefined || content === undefined)
    throw new InvalidArgumentError("It must be 'Name: value', in ASCII.");
  if (name.toLowerCase() === 'authorization')
    throw new InvalidArgumentError('Give the token in GRAPH_TOKEN or with --token-file.');
  if (OWN_HEADERS.includes(name.toLowerCase()))
    throw new InvalidArgumentError(`The suite sets ${name} itself.`);
  return [name, content.trim()];
}

/**
 * The text of a file that an option names; what the file system says becomes a UsageError.
 * @param read readLoosely where what is no text is told of in other words
 */
export function fileOf(
  option: string,
  file: string,
  io: Io,
  limit: Limit = 'document',
  read: typeof readText = readText,
): string {
  try {
    return read(path.resolve(io.cwd, file), limit);
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${reasonOf(error)}`);
  }
}

export { reasonOf };
