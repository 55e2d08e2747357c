// Where things are: of the project, and of this package.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A file or folder of the project. */
export const project = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** A file or folder of this package. */
export const here = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Loads what the project has installed or built, and never what a peer brought along. */
export const ofProject = createRequire(new URL('../../package.json', import.meta.url));

/** The version of a package; some don't let their package.json be required. */
export const versionOf = (name, folder = 'bench/peers') =>
  JSON.parse(readFileSync(project(`${folder}/node_modules/${name}/package.json`), 'utf8')).version;

/** The peers that are not installed as package.json has them; they are no dependency of the project. */
export function peersMissing() {
  const { dependencies } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
  return Object.entries(dependencies)
    .filter(([name, version]) => {
      try {
        return versionOf(name) !== version;
      } catch {
        return true;
      }
    })
    .map(([name, version]) => `${name} ${version}`);
}
