import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { UsageError } from '../usage-error';
import type { Io } from './io';
import { reasonOf } from './options';

const DEFAULT_FILE = 'graph-contract.config.yaml';
/** What a file that is committed must not hold. */
const SECRETS = new Set(['token', 'token-readonly']);

/**
 * The settings of the configuration file, as arguments: they stand before the user's own, which win.
 * @param command whose options the file may name, without the leading dashes
 * @param commands all of them: one file serves them all, and what it says for another is passed over
 * @param args the user's arguments, in which --config may name the file
 * @throws UsageError that names the file and the setting
 */
export function configArguments(
  command: Command,
  commands: readonly Command[],
  args: readonly string[],
  io: Io,
): string[] {
  const file = configFile(args);
  const place = path.resolve(io.cwd, file ?? DEFAULT_FILE);
  if (file === undefined && !existsSync(place)) return [];
  const name = file ?? DEFAULT_FILE;
  const known = optionsOf(command);
  const isElsewhere = (key: string): boolean =>
    commands.some((other) => optionsOf(other).has(key) || optionsOf(other).has(`no-${key}`));
  return Object.entries(settingsIn(place, name)).flatMap(([key, value]) => {
    const option = known.get(key) ?? known.get(`no-${key}`);
    if (!option && key !== 'config' && isElsewhere(key)) return [];
    if (!option || key === 'config')
      throw new UsageError(`${name}: ${key}: there is no such setting for ${command.name()}`);
    if (SECRETS.has(key))
      throw new UsageError(
        `${name}: ${key}: a secret does not belong into a file that is committed; use GRAPH_TOKEN or token-file`,
      );
    if (option.required || option.optional) {
      const values = Array.isArray(value) ? (value as unknown[]) : [value];
      if (!values.every((item) => ['string', 'number'].includes(typeof item)))
        throw new UsageError(`${name}: ${key}: must be a text, a number or a list of them`);
      return values.flatMap((item) => [`--${key}`, String(item)]);
    }
    if (typeof value !== 'boolean') throw new UsageError(`${name}: ${key}: must be true or false`);
    return value === option.negate ? [] : [option.long as string];
  });
}

const optionsOf = (command: Command): Map<string, Command['options'][number]> =>
  new Map(command.options.flatMap((option) => (option.long ? [[option.long.slice(2), option]] : [])));

function configFile(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--config' || arg.startsWith('--config='));
  if (at < 0) return undefined;
  return args[at] === '--config' ? args[at + 1] : args[at]?.slice('--config='.length);
}

function settingsIn(place: string, name: string): Record<string, unknown> {
  let settings: unknown;
  try {
    settings = parse(readFileSync(place, 'utf8'));
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
