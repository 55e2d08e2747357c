import path from 'node:path';
import type { Command, Option } from 'commander';
import { didYouMean } from '../contract/nearest';
import { UsageError } from '../usage-error';
import type { ConfigFile } from './config-option';
import type { Io } from './io';
import type { Origin } from './origin';
import { hasForm, settingsIn, valueOf, type Paths, type Setting } from './settings';
import { assertFoundHere, whyNotTrusted } from './trust';

/** Settings that a committed file must not contain. */
const SECRETS = new Set(['token', 'token-readonly']);

/**
 * Groups of options with the same purpose: one of them on the command line replaces the others of the
 * configuration.
 */
const WAYS = [
  ['provider', 'cloud'],
  ['token', 'token-file', 'token-command', 'auth'],
  ['tls', 'tls-cert', 'tls-key'],
];

/**
 * Applies the settings of the configuration file to a command. The command line overrides them, and a line says
 * so. One file serves all commands, so that settings of other commands are ignored.
 * @param isIdle whether a setting means nothing to the command, by what else is set
 * @returns where the settings stand that the command was given
 * @throws UsageError that names the file, the line and the setting
 */
export function configure(
  command: Command,
  file: ConfigFile,
  isIdle: (key: string, isSet: (key: string) => boolean) => boolean,
  io: Io,
): Origin[] {
  assertFoundHere(file, io);
  const { name, place, isNamed } = file;
  const commands = command.parent?.commands ?? [command];
  const settings = settingsIn(place, name);
  const paths = pathsOf(place, io);
  const isSet = (key: string): boolean =>
    isGiven(command, key) ||
    settings.some(
      (each) => each.key === key && each.value !== false && isUnderstood(command, key, each.value, paths),
    );
  const others = commands.filter((other) => other !== command);
  const own: Setting[] = [];
  const replaced: Setting[] = [];
  for (const setting of settings) {
    const { key, value } = setting;
    if (['config', 'no-config'].includes(key) || !commands.some((each) => optionFor(each, key)))
      throw new UsageError(`${setting.place()}: ${key}: ${noSetting(key, commands, command)}`);
    const option = optionFor(command, key);
    if (!option || isIdle(key, isSet)) continue;
    if (isReplaced(command, key)) {
      replaced.push(setting);
      continue;
    }
    // A value in the form of another command is meant for that command.
    if (!hasForm(option, value) && others.some((other) => hasForm(optionFor(other, key), value))) continue;
    if (SECRETS.has(key))
      throw new UsageError(
        `${setting.place()}: ${key}: a secret does not belong in a file that is committed; use GRAPH_TOKEN or token-file`,
      );
    own.push(setting);
  }
  // This comes before any value is parsed: parsing the name of a pack loads the pack.
  if (!isNamed) assertTrusted(own, name, io);
  // A value that another command understands is ignored too.
  const meant = own.filter(
    ({ key, value }) =>
      isUnderstood(command, key, value, paths) ||
      !others.some((other) => isUnderstood(other, key, value, paths)),
  );
  for (const setting of meant) set(command, setting, paths);
  if (command.opts<{ quiet?: true }>().quiet !== true) io.stderr(settingsLine(name, replaced));
  return meant.map(({ key, value, place: at }) => ({
    ...{ key, place: at() },
    items: [value].flat().map((item, nth) => ({
      text: String(item),
      place: at(Array.isArray(value) ? nth : undefined),
    })),
  }));
}

/** What is said of a setting that no command has. */
function noSetting(key: string, commands: readonly Command[], command: Command): string {
  const names = commands.flatMap(({ options }) => options.flatMap(({ long }) => long?.slice(2) ?? []));
  const others = names.filter((name) => !['config', 'no-config'].includes(name));
  return `there is no such setting for ${command.name()}${didYouMean(others, key)}`;
}

/** The line about a configuration: that it was read, and which settings the command line overrides. */
function settingsLine(name: string, replaced: readonly Setting[]): string {
  if (replaced.length === 0) return `settings from ${name}\n`;
  return `settings from ${name}; the command line replaces ${replaced.map(({ key }) => key).join(', ')}\n`;
}

/** Paths of a configuration are relative to the folder that it is in; messages name them from the working directory. */
function pathsOf(place: string, { cwd }: Pick<Io, 'cwd'>): Paths {
  const folder = path.dirname(place);
  const isHere = path.resolve(cwd) === folder;
  const fromHere = (given: string): string => {
    if (isHere || path.isAbsolute(given)) return given;
    return path.relative(cwd, path.resolve(folder, given)) || '.';
  };
  return { folder, fromHere };
}

/** @throws UsageError that names every setting which a file that was found may not set, and what allows it */
function assertTrusted(settings: readonly Setting[], name: string, io: Io): void {
  const refused = settings.flatMap(({ key, value, place }) => {
    const why = whyNotTrusted(key, value, io);
    return why === undefined ? [] : [{ key, value, why, place }];
  });
  const [first] = refused;
  if (!first) return;
  const keys = refused.map(({ key }) => key);
  const options = refused.map(({ key, value }) => (value === false ? `--no-${key}` : `--${key}`)).join(' ');
  throw new UsageError(
    `${first.place()}: ${keys.join(', ')}: ${first.why}; use ${options} on the command line, or --config ${name}`,
  );
}

/** The option that a setting is for; `color` is for `--no-color` too. */
const optionFor = (command: Command, key: string): Option | undefined =>
  command.options.find(({ long }) => long === `--${key}`) ??
  command.options.find(({ long }) => long === `--no-${key}`);

/** Whether the command line sets this option. */
function isGiven(command: Command, key: string): boolean {
  const attribute = optionFor(command, key)?.attributeName();
  return attribute !== undefined && command.getOptionValueSource(attribute) === 'cli';
}

/** Whether the command line sets this option, or another of the same purpose. */
const isReplaced = (command: Command, key: string): boolean =>
  (WAYS.find((ways) => ways.includes(key)) ?? [key]).some((way) => isGiven(command, way));

/** Whether an option of a command takes a value. */
function isUnderstood(command: Command, key: string, value: unknown, paths: Paths): boolean {
  const option = optionFor(command, key);
  return option !== undefined && 'value' in valueOf(option, value, paths);
}

function set(command: Command, { key, value, place }: Setting, paths: Paths): void {
  const option = optionFor(command, key) as Option;
  const read = valueOf(option, value, paths);
  if (!('value' in read))
    throw new UsageError(`${place(Array.isArray(value) ? read.item : undefined)}: ${key}: ${read.complaint}`);
  // `no-color: true` says the same as `color: false`.
  const meant = key.startsWith('no-') && option.negate ? read.value !== true : read.value;
  command.setOptionValueWithSource(option.attributeName(), meant, 'config');
}
