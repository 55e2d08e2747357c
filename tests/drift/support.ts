import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { drift, type DriftInput } from '../../src/drift/drift';
import { readLedger, type Disagreement } from '../../src/drift/ledger';
import type { Contradiction, Drift } from '../../src/drift/result';
import { defaultOperation, type Operation } from '../../src/contract/operation';
import { packText, shownFile } from '../../src/contract/pack';
import { packageFile } from '../../src/contract/package-root';

/** The files of a folder of fixtures, by their names in it. */
function materialIn(name: string): Readonly<Record<string, string>> {
  const folder = packageFile('tests', 'drift', 'fixtures', name);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(md|csdl|yaml)$/.test(file))
      .sort()
      .map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(folder, file), 'utf8')]),
  );
}

/** The material of the tests, small and without a contradiction, by its name. */
export const MATERIAL = materialIn('temporaryAccessPass');

/** The same of a sibling: its pages, and the schema that the siblings have in common. */
export const siblingMaterial = (name: string): Readonly<Record<string, string>> => ({
  ...materialIn(name),
  ...materialIn('siblings'),
});

/** The ledger that the package has for an operation. */
export const ledgerOf = ({ pack }: Operation): Disagreement[] =>
  readLedger(packText(pack, 'disagreements.yaml'), shownFile(pack, 'disagreements.yaml'));

/** The ledger of the default operation. */
export const LEDGER: readonly Disagreement[] = ledgerOf(defaultOperation());

/** Holds the slice against documents, told apart by the ends of their names; nothing else is at hand. */
export function driftOf(
  documents: Readonly<Record<string, string>>,
  options: Partial<
    Pick<DriftInput, 'operation' | 'ledger' | 'wording' | 'strict' | 'evidence' | 'resolve'>
  > = {},
): Promise<Drift> {
  const ending = (pattern: RegExp): { name: string; text: string }[] =>
    Object.entries(documents)
      .filter(([name]) => pattern.test(name))
      .map(([name, text]) => ({ name, text }));
  return drift({
    operation: defaultOperation(),
    docs: ending(/\.md$/),
    csdl: ending(/\.csdl$/),
    openapi: ending(/\.(yaml|json)$/),
    evidence: [],
    ledger: [],
    strict: false,
    tool: { name: 'graph-contract', version: '0.0.0' },
    resolve: () => Promise.resolve(undefined),
    ...options,
  });
}

/** Material with one edit in one file; an edit that changes nothing is a mistake of the test. */
export function edited(
  file: string,
  find: string | RegExp,
  put: string,
  material = MATERIAL,
): Record<string, string> {
  const before = material[file] ?? '';
  const after = before.replace(find, put);
  if (after === before) throw new Error(`${String(find)} is not in ${file}`);
  return { ...material, [file]: after };
}

/** The line, from 1, of the first difference. */
export function lineOfEdit(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return now.findIndex((line, at) => line !== old[at]) + 1;
}

/** The ids of the ledger that a comparison found, sorted. */
export const knownIn = ({ contradictions }: Drift): string[] =>
  [...new Set(contradictions.flatMap(({ disagreement }) => disagreement ?? []))].sort(
    (one, other) => Number(one.slice(1)) - Number(other.slice(1)),
  );

export const summary = ({ key, kind, actual, places }: Contradiction): unknown[] => [
  key,
  kind,
  actual,
  places,
];
