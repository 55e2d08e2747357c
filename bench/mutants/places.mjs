// Where things are: of the project, of this package, and of what a run leaves behind.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, '../..');

/** The cloud to practise on, which `verify` is never put before: `serve --cloud` alone loads it. */
const UNTRIED = 'src/provider/cloud.ts';

/** What is mutated: the provider and its policies, and not the faults that people thought of, in another folder. */
export const MUTATED = ['src/provider', 'src/provider/policies']
  .flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`))
  .filter((file) => file.endsWith('.ts') && file !== UNTRIED);

/** The operations, by the file of the policy that each is about; the first is the one of all other files. */
const OPERATIONS = {
  'src/provider/policies/temporary-access-pass.ts': 'temporaryAccessPass',
  'src/provider/policies/sms.ts': 'sms',
  'src/provider/policies/fido2.ts': 'fido2',
};
export const OPERATION_NAMES = Object.values(OPERATIONS);

/** What all policies have in common, so that what one operation does not show another may. */
const SHARED = ['policies/index.ts', 'policies/model.ts', 'policies/readers.ts', 'store.ts'].map(
  (name) => `src/provider/${name}`,
);

/** The operations that a mutant of a file is tried with, until one kills it. */
export function operationsOf(file) {
  if (SHARED.includes(file)) return OPERATION_NAMES;
  return [OPERATIONS[file] ?? OPERATION_NAMES[0]];
}

/** Everything that a run leaves behind, which is out of version control. */
export const WORK = path.join(ROOT, 'reports/mutants');
/** The mutated sources and their build, below it; Stryker removes them. */
export const SANDBOX = path.join(WORK, 'sandbox');
/** The build that judges, taken before anything is mutated. */
export const JUDGE = path.join(WORK, 'judge');

export const REASONS = path.join(HERE, 'survivors.yaml');
export const PAGE = path.join(ROOT, 'bench/mutants/README.md');
