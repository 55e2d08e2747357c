import path from 'node:path';
import { CommanderError, type Option } from 'commander';
import { readYaml } from '../bounds/yaml';
import { isFolderName } from '../contract/operation';
import { LocatedYaml } from '../contract/located-yaml';
import { readText } from '../files/read';
import { UsageError, UsageErrors } from '../usage-error';
import { ListOption } from './list-option';
import { reasonOf } from './options';

/** A setting as a configuration has it. */
export interface Setting {
  key: string;
  value: unknown;
  /** Where it stands, for messages: `own.yaml:3`; of an item of a list, where that does. */
  place(item?: number): string;
}

const NUMBERS = ['tag:yaml.org,2002:int', 'tag:yaml.org,2002:float'];

/**
 * The settings of a configuration. A number stays as it is written: `1.10` is a version, and `007` a name.
 * @throws UsageError that names the file, and the line where one is wrong
 */
export function settingsIn(file: string, name: string): Setting[] {
  let settings: unknown;
  let text: string;
  try {
    text = readText(file, 'written');
    settings = readYaml(text, {
      customTags: (tags) =>
        tags.filter((tag) => typeof tag === 'string' || tag.tag === undefined || !NUMBERS.includes(tag.tag)),
    });
  } catch (error) {
    const isOfSystem = 'code' in (error as object) && 'syscall' in (error as object);
    const reason = isOfSystem ? reasonOf(error) : (error as Error).message.split('\n')[0]?.replace(/:$/, '');
    const [, line] = /\bline (\d+)/.exec(reason ?? '') ?? [];
    throw new UsageError(`${name}:${line === undefined ? '' : `${line}:`} ${reason}`);
  }
  if (settings === null || settings === undefined) return [];
  const yaml = new LocatedYaml(text);
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw new UsageError(`${name}:1: must be a map of settings, one \`key: value\` on each line`);
  return Object.entries(settings).map(([key, value]) => ({
    key,
    value,
    place: (item) => `${name}:${yaml.lineOf(item === undefined ? [key] : [key, item])}`,
  }));
}

/** Whether a setting has the form of an option: true or false for a switch, and something else for what takes a value. */
export const hasForm = (option: Option | undefined, given: unknown): boolean =>
  option !== undefined &&
  (option.optional || (typeof given === 'boolean' ? !option.required : option.required));

/** What an option makes of a setting; a complaint may be of an item of a list. */
type Value = { value: unknown } | { complaint: string; item?: number };

/**
 * What an option makes of a setting.
 * @param paths what becomes of a path that is relative to the configuration
 */
export function valueOf(option: Option, given: unknown, paths: Paths): Value {
  const takesValue = option.required || option.optional;
  if (!takesValue || (option.optional && typeof given === 'boolean'))
    return typeof given === 'boolean' ? { value: given } : { complaint: 'must be true or false' };
  if (Array.isArray(given) && !(option instanceof ListOption))
    return { complaint: 'must be a single value, and no list' };
  const items: unknown[] = Array.isArray(given) ? given : [given];
  if (items.length === 0) return { complaint: 'must name at least one' };
  let value: unknown;
  for (const [item, each] of items.entries()) {
    const text = textOf(each, option);
    if (text === undefined)
      return {
        complaint:
          option instanceof ListOption
            ? 'must be a text, a number or a list of them'
            : 'must be a text or a number',
        item,
      };
    // No file, no command and no header has one: what would take it fails in words of its own.
    if (text.includes('\0')) return { complaint: 'must be a text without a NUL', item };
    try {
      value = read(option, text, value, paths);
    } catch (error) {
      // Several faults are of a pack, and name its files.
      const isOne = error instanceof UsageError && !(error instanceof UsageErrors);
      if (!isOne && !(error instanceof CommanderError)) throw error;
      return { complaint: asComplaint(error.message), item };
    }
  }
  return { value };
}

/** What an option says of a value, in the words of settings: the name of the setting stands before it. */
const asComplaint = (message: string): string => message.replace(/^It must/, 'must').replace(/\.$/, '');

/** A setting as it would stand on the command line; a map is one where it is JSON there. */
function textOf(given: unknown, option: Option): string | undefined {
  if (typeof given === 'string') return given;
  const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
  return isMap && option.flags.endsWith('<json>') ? JSON.stringify(given) : undefined;
}

function read(option: Option, text: string, before: unknown, paths: Paths): unknown {
  if (option instanceof ListOption) {
    const items = option.cut(text, paths.folder);
    if (items.length === 0) throw new UsageError('must name at least one');
    return items
      .map((item) => pathOf(option, item, paths))
      .reduce<unknown[]>((values, item) => option.and(values, item), (before as unknown[] | undefined) ?? []);
  }
  const said = pathOf(option, text, paths);
  return option.parseArg ? option.parseArg(said, undefined) : said;
}

/** Where the configuration lies, and what its paths are from the working directory. */
export interface Paths {
  folder: string;
  fromHere(path: string): string;
}

/** Values of options that are paths; that is told by how usage has them. */
const PATH = /[<[](file|dir|place|\w+\.json)(\.\.\.)?[>\]]$/;

/** A value, and where it is a path, the path from the working directory. */
function pathOf(option: Option, text: string, { fromHere }: Paths): string {
  // A folder of a pack is told from the name of an operation by its separators.
  if (option.long === '--operation') return isFolderName(text) ? `${fromHere(text)}${path.sep}` : text;
  const isPath = PATH.test(option.flags) && text !== '-' && !/^[a-z][a-z\d+.-]+:\/\//i.test(text);
  return isPath ? fromHere(text) : text;
}
