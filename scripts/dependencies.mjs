// Writes the list of all packages that are installed with graph-contract into docs/dependencies.md; --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedPackages } from './shipped.mjs';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'docs', 'dependencies.md');
const page = readFileSync(file, 'utf8');

const byLicense = new Map();
for (const each of shippedPackages(root))
  byLicense.set(each.license, [...(byLicense.get(each.license) ?? []), each]);
const rows = [...byLicense]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([license, packages]) => {
    const names = [...new Set(packages.map(({ name }) => `\`${name}\``))];
    return `| ${license} | ${names.length} | ${names.join(', ')} |`;
  });
const list = ['| license | packages | names |', '| --- | --- | --- |', ...rows].join('\n');
const made = page.replace(
  /(<!-- list -->\n)[\s\S]*?(<!-- \/list -->)/,
  (_, begin, end) => `${begin}\n${list}\n\n${end}`,
);

const plain = (text) => text.replace(/ +/g, ' ').replace(/\| -+/g, '| -');
if (!process.argv.includes('--check')) writeFileSync(file, made);
else if (plain(made) !== plain(page)) {
  console.error('docs/dependencies.md is not what package-lock.json says: npm run docs:dependencies');
  process.exitCode = 1;
}
