// What each tool found of each provider, in bench/peers/results/TOOL.json. The files are part of the repository: a run
// measures what is new in the fleet, and one that is broken off goes on from there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { here, project } from './places.mjs';

/** Of a quick look, which must not take the place of what took long. */
const QUICK = project('reports/peers-quick.json');
const fileOf = (id) => here(`results/${id}.json`);

/** What decides for every tool whether it notices. */
const OURS = ['interactions.mjs', 'measure.mjs', 'process.mjs', 'provider.mjs'];

/** Another one when the tool or how it is run has changed, so that nothing of before is about it. */
export function fingerprintOf({ version, files, settings }) {
  const hash = createHash('sha256').update(JSON.stringify([version, settings]));
  for (const file of [...OURS, ...files].map(here)) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * The result of a tool as it is kept, without providers that the fleet has no more; undefined where there is none.
 * @param fleet the faults and variants that there are
 */
export function keptOf({ id }, fleet) {
  const file = fileOf(id);
  if (!existsSync(file)) return undefined;
  const result = JSON.parse(readFileSync(file, 'utf8'));
  if (result.skipped) return result;
  return {
    ...result,
    faults: those(fleet.faults, result.faults),
    variants: those(fleet.variants, result.variants),
  };
}

/** In the order of the catalogue. */
const those = (list, results) =>
  Object.fromEntries(list.flatMap(({ id }) => (id in results ? [[id, results[id]]] : [])));

/** Keeps the result of a tool, whole or as far as it is. */
export function keep(result) {
  const file = fileOf(result.id);
  mkdirSync(path.dirname(file), { recursive: true });
  // A run that ends while it writes leaves the file of before.
  writeFileSync(`${file}.new`, textOf(result));
  renameSync(`${file}.new`, file);
}

/** Writes what a quick look found. */
export function keepQuick(result) {
  mkdirSync(path.dirname(QUICK), { recursive: true });
  writeFileSync(QUICK, `${JSON.stringify(result, null, 2)}\n`);
}

/** JSON with a line for each provider, so that a change shows what it is about. */
function textOf({ faults = {}, variants = {}, ...about }) {
  const lines = (results) =>
    Object.entries(results).map(([id, result]) => `    ${JSON.stringify(id)}: ${JSON.stringify(result)}`);
  const members = [
    ...Object.entries(about).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
    ...Object.entries({ faults, variants }).map(
      ([name, results]) => `  ${JSON.stringify(name)}: {\n${lines(results).join(',\n')}\n  }`,
    ),
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}
