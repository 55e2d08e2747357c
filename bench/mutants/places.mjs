// Where things are: of the project, of this package, and of what a run leaves behind.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, '../..');

/** What is mutated: the provider, and not the faults that people thought of, which are in a folder below it. */
export const MUTATED = readdirSync(path.join(ROOT, 'src/provider'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/provider/${name}`);

/** Everything that a run leaves behind, which is out of version control. */
export const WORK = path.join(ROOT, 'reports/mutants');
/** The mutated sources and their build, below it; Stryker removes them. */
export const SANDBOX = path.join(WORK, 'sandbox');
/** The build that judges, taken before anything is mutated. */
export const JUDGE = path.join(WORK, 'judge');

export const REASONS = path.join(HERE, 'survivors.yaml');
export const PAGE = path.join(ROOT, 'docs/mutants.md');
