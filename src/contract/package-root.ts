import { existsSync } from 'node:fs';
import path from 'node:path';

let root: string | undefined;

/**
 * The folder that holds the package's own package.json, whether the code runs from src/ or from dist/.
 * @throws Error where there is none above the code, since part of the package was copied without it
 */
function packageRoot(): string {
  if (root === undefined) {
    let folder = __dirname;
    while (!existsSync(path.join(folder, 'package.json'))) {
      if (path.dirname(folder) === folder)
        throw new Error(`no package.json above ${__dirname}: install the package as a whole`);
      folder = path.dirname(folder);
    }
    root = folder;
  }
  return root;
}

/** The absolute path of a file that ships with the package, such as `packageFile('spec', 'faults.yaml')`. */
export function packageFile(...segments: string[]): string {
  return path.join(packageRoot(), ...segments);
}
