// What an installation of the package brings along, by package-lock.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The packages that are installed with graph-contract, peers aside, in the order of their names.
 * @param root the folder of package-lock.json
 * @returns name, version, license, whether a system may do without, and whether npm runs scripts to install it
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([place, { dev, peer, devOptional }]) => place !== '' && !dev && !peer && !devOptional)
    .map(([place, { version, license, optional = false, hasInstallScript = false }]) => ({
      name: place.replace(/^.*node_modules\//, ''),
      ...{ version, license, optional, hasInstallScript },
    }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}
