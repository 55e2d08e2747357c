import { existsSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';

/** How the values of a list are read. */
interface Items<T> {
  /**
   * The values that a text holds; without it, they are separated by commas.
   * @param folder the one that paths in the text are relative to
   */
  cut?: (text: string, folder: string) => string[];
  /** What one value stands for. @throws InvalidArgumentError where it stands for nothing */
  read: (item: string) => readonly T[];
  /** The folder that paths on the command line are relative to. */
  cwd?: string;
}

/**
 * An option that takes several values. Repeated on the command line, separated by commas and as a list of a
 * configuration they mean the same, a name that is said twice counts once, and the first takes the place of the
 * default. Every option that takes several is one of these; `tests/cli/list-options.test.ts` holds that.
 */
export class ListOption<T = string> extends Option {
  readonly cut: (text: string, folder: string) => string[];
  private readonly read: Items<T>['read'];

  constructor(flags: string, description: string, { cut = byCommas, read, cwd = '.' }: Items<T>) {
    super(flags, description);
    this.cut = cut;
    this.read = read;
    this.argParser<T[]>((text, before) => {
      const items = this.cut(text, cwd);
      if (items.length === 0) throw new InvalidArgumentError('It must name at least one.');
      return items.reduce((values, item) => this.and(values, item), this.said(before));
    });
  }

  /** The values with one more. */
  and(values: readonly T[], item: string): T[] {
    return [...new Set([...values, ...this.read(item)])];
  }

  /** What was said before; a default was not. */
  private said(before: T[] | undefined): T[] {
    return before === undefined || before === this.defaultValue ? [] : before;
  }
}

export const byCommas = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Files, folders and addresses: the name of a file that is there may have commas in it. */
export const placesIn = (text: string, folder: string): string[] =>
  existsSync(path.resolve(folder, text)) ? [text] : byCommas(text);

/** A list of words that are taken as they are. */
export const namesOption = (flags: string, description: string): ListOption =>
  new ListOption(flags, description, { read: (item) => [item] });

/** A list of files, folders or addresses. */
export const placesOption = (flags: string, description: string, cwd: string): ListOption =>
  new ListOption(flags, description, { cut: placesIn, read: (item) => [item], cwd });

/** A list of names that are allowed. */
export const choicesOption = <T extends string>(
  flags: string,
  description: string,
  allowed: readonly T[],
): ListOption<T> => new ListOption(flags, description, { read: (item) => [oneOf(allowed, item)] });

/**
 * The files to write.
 * @param formats those that the command writes; `all` stands for them
 * @param others those of other commands: one file of settings serves all, so that they are passed over
 */
export const formatOption = <T extends string>(
  formats: readonly T[],
  others: readonly string[] = [],
): ListOption<T> =>
  new ListOption(
    '--format <list>',
    `files to write, separated by commas: ${formats.join(', ')}, or all${others.length > 0 ? '; other report formats are ignored' : ''}`,
    {
      read: (item) => {
        if (item === 'all') return formats;
        const known = oneOf([...new Set([...formats, ...others]), 'all'], item);
        return formats.filter((format) => format === known);
      },
    },
  );

function oneOf<T extends string>(allowed: readonly T[], item: string): T {
  const found = allowed.find((each) => each === item);
  if (found === undefined) throw new InvalidArgumentError(`${item} is not one of ${allowed.join(', ')}.`);
  return found;
}
