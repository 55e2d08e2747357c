import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { liesBelow } from './led-out';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The absolute path of a program, of the folders that PATH names. What lies in the working directory is passed over,
 * since whoever wrote that has not been asked: systems look there by themselves, and package managers put folders
 * of it into PATH.
 * @returns undefined where there is none
 */
export function programNamed(name: string, env: Environment, cwd: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const [, folders] = pathOutside(env, cwd);
  return folders.map((folder) => path.join(folder, file)).find(isProgram);
}

/** The folders of PATH that lie outside the working directory, behind the name that the variable has. */
export function pathOutside(env: Environment, cwd: string): [key: string, folders: string[]] {
  // Windows takes the name of a variable in any letter case.
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
