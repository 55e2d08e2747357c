/** docs/dependencies.md against package.json and package-lock.json. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { packageFile } from '../../src/contract/package-root';
import { readPage } from './pages';

interface Locked {
  version: string;
  license: string;
  dev?: true;
  peer?: true;
  devOptional?: true;
  hasInstallScript?: true;
}
const json = (name: string): unknown => JSON.parse(readFileSync(packageFile(name), 'utf8'));
const { dependencies, scripts, peerDependencies } = json('package.json') as Record<
  string,
  Record<string, string>
>;
const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };
const locked = Object.entries(packages)
  .filter(([place]) => place !== '')
  .map(([place, each]) => ({ ...each, name: place.replace(/^.*node_modules\//, '') }));
const shipped = locked.filter(({ dev, peer, devOptional }) => !dev && !peer && !devOptional);

const page = readPage('docs', 'dependencies.md');
const section = (heading: string): string =>
  new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
/** The first columns of the table rows of a section. */
const rowsOf = (heading: string): string[][] =>
  [...section(heading).matchAll(/^\| `([^`]+)` *\| (.+?) +\|/gm)].map(([, ...cells]) => cells as string[]);

test('each dependency has a row with its license', () => {
  const given = Object.keys(dependencies ?? {}).map((name) => [
    name,
    packages[`node_modules/${name}`]?.license,
  ]);
  expect(rowsOf('Production dependencies')).toEqual(given);
  for (const name of Object.keys(peerDependencies ?? {})) expect(page).toContain(`\`${name}\``);
});

test('nothing that is installed runs a script, and each that is for development and does is named', () => {
  expect(shipped.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual([]);
  const others = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(rowsOf('Install scripts').map(([name]) => name)).toEqual([...new Set(others)].sort());
});

test('the list of packages is what the lock says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/dependencies.mjs', '--check'], {
    cwd: packageFile('.'),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const { name } of shipped) expect(section('Licenses')).toContain(`\`${name}\``);
});

test('each license is one that is allowed, and copyleft is none', () => {
  const [, allowed = ''] = /--onlyAllow "([^"]+)"/.exec(scripts?.['licenses'] ?? '') ?? [];
  const list = allowed.split(';');
  expect(shipped.filter(({ license }) => !list.includes(license)).map(({ name }) => name)).toEqual([]);
  expect(list.filter((license) => /GPL|MPL|EPL|SSPL|CC-BY-(SA|NC)/.test(license))).toEqual([]);
});
