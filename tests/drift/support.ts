import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { drift, type DriftInput } from '../../src/drift/drift';
import { readLedger, type Disagreement } from '../../src/drift/ledger';
import type { Contradiction, Drift } from '../../src/drift/result';
import { packageFile } from '../../src/schema/package-root';

const folder = packageFile('tests', 'drift', 'fixtures');

/** The material of the tests, small and without a contradiction, by its name. */
export const MATERIAL: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(md|csdl|yaml)$/.test(name))
    .sort()
    .map((name) => [name.replaceAll(path.sep, '/'), readFileSync(path.join(folder, name), 'utf8')]),
);

/** The ledger of the package. */
export const LEDGER: readonly Disagreement[] = readLedger(
  readFileSync(packageFile('spec', 'disagreements.yaml'), 'utf8'),
  'spec/disagreements.yaml',
);

/** Holds the slice against documents, told apart by the ends of their names; nothing else is at hand. */
export function driftOf(
  documents: Readonly<Record<string, string>>,
  options: Partial<Pick<DriftInput, 'ledger' | 'strict' | 'evidence' | 'resolve'>> = {},
): Promise<Drift> {
  const ending = (pattern: RegExp): { name: string; text: string }[] =>
    Object.entries(documents)
      .filter(([name]) => pattern.test(name))
      .map(([name, text]) => ({ name, text }));
  return drift({
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

/** The material with one edit in one file; an edit that changes nothing is a mistake of the test. */
export function edited(file: string, find: string | RegExp, put: string): Record<string, string> {
  const before = MATERIAL[file] ?? '';
  const after = before.replace(find, put);
  if (after === before) throw new Error(`${String(find)} is not in ${file}`);
  return { ...MATERIAL, [file]: after };
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
