// What every tool found, in reports/peers.json, and whether it still holds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PACT } from './interactions.mjs';
import { here, project } from './places.mjs';

const FILE = project('reports/peers.json');
/** Of a quick look, which must not take the place of what took long. */
const QUICK = project('reports/peers-quick.json');
/** Of a tool that has not met every provider yet. */
const partFile = (id) => project(`reports/peers-part-${id}.json`);

const SLICE = ['spec/common/openapi.yaml', 'spec/operations/temporaryAccessPass/openapi.yaml'];

/** What every tool meets, and what decides for every tool whether it notices. */
const ALL = [
  ...['spec/faults.yaml', 'spec/variants.yaml', ...SLICE, 'contracts/provider-states.yaml', PACT],
  ...compiledIn('dist/src/provider'),
].map(project);
const OURS = ['fleet.mjs', 'interactions.mjs', 'measure.mjs', 'process.mjs', 'provider.mjs'];

/** Another one when a result of an earlier day is no longer about this tool, this fleet and this contract. */
export function fingerprintOf({ version, files, builds, sampled }, samples) {
  const hash = createHash('sha256').update(JSON.stringify([version, samples[sampled]]));
  const own = builds ? compiledIn(builds).map(project) : [];
  for (const file of [...ALL, ...[...OURS, ...files].map(here), ...own]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** The results that still hold, by the id of the tool. */
export function kept(tools, samples) {
  const { tools: found } = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : { tools: [] };
  const holds = ({ id, fingerprint }) =>
    tools.some((tool) => tool.id === id && fingerprintOf(tool, samples) === fingerprint);
  return new Map(found.filter(holds).map((result) => [result.id, result]));
}

/** What this tool found, provider by provider, before its run was broken off; undefined where nothing holds. */
export function partOf({ id, fingerprint }) {
  const file = partFile(id);
  const part = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return part.fingerprint === fingerprint ? part.found : undefined;
}

/** Keeps it, so that a run that is broken off goes on where it was. */
export function keepPart({ id, fingerprint }, found) {
  const file = partFile(id);
  mkdirSync(path.dirname(file), { recursive: true });
  // A run that ends while it writes leaves the file of before.
  writeFileSync(`${file}.new`, JSON.stringify({ fingerprint, found }));
  renameSync(`${file}.new`, file);
}

/** Writes what there is so far. */
export function keep(result, { quick }) {
  const file = quick ? QUICK : FILE;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

function compiledIn(folder) {
  return readdirSync(project(folder), { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => `${folder}/${name}`);
}
