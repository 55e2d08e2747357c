import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { liesBelow } from './led-out';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The absolute path of a program in the folders of PATH. Folders inside the working directory are skipped, because
 * its author is not trusted: some systems search there themselves, and package managers add such folders to PATH.
 * @returns undefined if there is no such program
 */
export function programNamed(name: string, env: Environment, cwd: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const [, folders] = pathOutside(env, cwd);
  return folders.map((folder) => path.join(folder, file)).find(isProgram);
}

/** The folders of PATH outside the working directory, with the name of the variable. */
export function pathOutside(env: Environment, cwd: string): [key: string, folders: string[]] {
  // Windows ignores the case of variable names.
  const key = Object.keys(env).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (env[key] ?? '').split(path.delimiter);
  return [key, folders.filter((folder) => path.isAbsolute(folder) && !isBelow(cwd, folder))];
}

const isBelow = (cwd: string, folder: string): boolean => {
  const relative = path.relative(cwd, folder);
  return relative === '' || liesBelow(relative);
};

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
