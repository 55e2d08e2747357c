import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Io } from './io';

const DEFAULT_FILE = 'graph-contract.config.yaml';

/** A configuration file that is to be read. */
export interface ConfigFile {
  /** The path as the user wrote it. */
  name: string;
  place: string;
  /** True if the command line names the file; false if it was found in the working directory. */
  isNamed: boolean;
}

/** Adds `--config` and `--no-config`. */
export const addConfigOption = (command: Command): Command =>
  command
    .optionsGroup('Settings:')
    .option('--config <file>', `settings in YAML (default: ${DEFAULT_FILE}, where there is one)`)
    .option('--no-config', 'ignore the configuration of the folder');

/** The configuration file of a command; undefined where none is named and none lies in the working directory. */
export function configFile(command: Command, io: Pick<Io, 'cwd'>): ConfigFile | undefined {
  const named = command.opts<{ config?: string | false }>().config;
  if (named === false) return undefined;
  const name = named ?? DEFAULT_FILE;
  const place = path.resolve(io.cwd, name);
  if (named === undefined && !existsSync(place)) return undefined;
  return { name, place, isNamed: named !== undefined };
}
