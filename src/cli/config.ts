import { CommanderError, type Command, type Option } from 'commander';
import { readYaml } from '../bounds/yaml';
import { readText } from '../files/read';
import { UsageError } from '../usage-error';
import type { ConfigFile } from './config-option';
import type { Io } from './io';
import { reasonOf } from './options';
import { whyNotTrusted } from './trust';

/** What a file that is committed must not hold. */
const SECRETS = new Set(['token', 'token-readonly']);

/**
 * Gives a command the settings of the configuration file: what the command line says takes their place.
 * One file serves all commands of the program, and what it says for another is passed over.
 * @param isIdle whether a setting means nothing to the command, by what else is set
 * @throws UsageError that names the file and the setting
 */
export function configure(
  command: Command,
  { name, place, isNamed }: ConfigFile,
  isIdle: (key: string, isSet: (key: string) => boolean) => boolean,
  io: Io,
): void {
  const commands = command.parent?.commands ?? [command];
  const settings = Object.entries(settingsIn(place, name));
  const isSet = (key: string): boolean =>
    isGiven(command, key) ||
    settings.some(([each, value]) => each === key && value !== false && isUnderstood(command, key, value));
  const others = commands.filter((other) => other !== command);
  const own: [string, unknown][] = [];
  for (const [key, value] of settings) {
    if (key === 'config' || !commands.some((each) => optionFor(each, key)))
      throw new UsageError(`${name}: ${key}: there is no such setting for ${command.name()}`);
    if (!optionFor(command, key) || isIdle(key, isSet) || isGiven(command, key)) continue;
    // What another command understands is said for that one.
    const isElsewhere = others.some((other) => isUnderstood(other, key, value));
    if (!isUnderstood(command, key, value) && isElsewhere) continue;
    if (SECRETS.has(key))
      throw new UsageError(
        `${name}: ${key}: a secret does not belong into a file that is committed; use GRAPH_TOKEN or token-file`,
      );
    own.push([key, value]);
  }
  if (!isNamed) assertTrusted(own, name, io);
  for (const [key, value] of own) set(command, { key, value, name });
  if (command.opts<{ quiet?: true }>().quiet !== true) io.stderr(`settings from ${name}\n`);
}

/** @throws UsageError that names every setting which a file that was found may not set, and what allows it */
function assertTrusted(settings: readonly [string, unknown][], name: string, io: Io): void {
  const refused = settings.flatMap(([key, value]) => {
    const why = whyNotTrusted(key, value, io);
    return why === undefined ? [] : [{ key, value, why }];
  });
  const [first] = refused;
  if (!first) return;
  const keys = refused.map(({ key }) => key);
  const options = refused.map(({ key, value }) => (value === false ? `--no-${key}` : `--${key}`)).join(' ');
  throw new UsageError(
    `${name}: ${keys.join(', ')}: ${first.why}; say ${options} on the command line, or --config ${name}`,
  );
}

interface Setting {
  key: string;
  value: unknown;
  /** Of the file. */
  name: string;
}

/** The option that a setting is for; `color` is for `--no-color` too. */
const optionFor = (command: Command, key: string): Option | undefined =>
  command.options.find(({ long }) => long === `--${key}`) ??
  command.options.find(({ long }) => long === `--no-${key}`);

/** Whether the command line says it. */
function isGiven(command: Command, key: string): boolean {
  const attribute = optionFor(command, key)?.attributeName();
  return attribute !== undefined && command.getOptionValueSource(attribute) === 'cli';
}

/** Whether an option of a command takes a value. */
function isUnderstood(command: Command, key: string, value: unknown): boolean {
  const option = optionFor(command, key);
  return option !== undefined && 'value' in valueOf(option, value);
}

function set(command: Command, { key, value, name }: Setting): void {
  const option = optionFor(command, key) as Option;
  const read = valueOf(option, value);
  if (!('value' in read)) throw new UsageError(`${name}: ${key}: ${read.complaint}`);
  // `no-color: true` says the same as `color: false`.
  const meant = key.startsWith('no-') && option.negate ? read.value !== true : read.value;
  command.setOptionValueWithSource(option.attributeName(), meant, 'config');
}

/** What an option makes of a setting. */
type Value = { value: unknown } | { complaint: string };

function valueOf(option: Option, value: unknown): Value {
  const takesValue = option.required || option.optional;
  if (!takesValue || (option.optional && typeof value === 'boolean')) {
    return typeof value === 'boolean' ? { value } : { complaint: 'must be true or false' };
  }
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0 || !items.every((item) => ['string', 'number'].includes(typeof item)))
    return { complaint: 'must be a text, a number or a list of them' };
  const texts = items.map(String);
  if (!option.parseArg) return { value: option.variadic ? texts : texts.at(-1) };
  const { parseArg } = option;
  try {
    let previous: unknown;
    for (const text of texts) previous = parseArg(text, previous);
    return { value: previous };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { complaint: error.message };
  }
}

function settingsIn(place: string, name: string): Record<string, unknown> {
  let settings: unknown;
  try {
    settings = readYaml(readText(place));
  } catch (error) {
    const reason =
      'code' in (error as object) && 'syscall' in (error as object)
        ? reasonOf(error)
        : (error as Error).message.split('\n')[0];
    throw new UsageError(`${name}: ${reason}`);
  }
  if (settings === null || settings === undefined) return {};
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw new UsageError(`${name}: must be a map of settings`);
  return settings as Record<string, unknown>;
}
