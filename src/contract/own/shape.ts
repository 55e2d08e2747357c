import { complaintsOf, type WrittenSchema } from '../complaints';
import type { PackFile } from '../pack';
import type { Fault } from './faults';

/** The schema that the package publishes of each file of a pack. */
const SCHEMAS: Readonly<Record<PackFile, WrittenSchema>> = {
  'openapi.yaml': 'slice',
  'requirements.yaml': 'pack-register',
  'statements.yaml': 'statements',
  'disagreements.yaml': 'disagreements',
  'wording.yaml': 'wording',
};

/** Holds a file of a pack to the schema that the package publishes of it. @returns every fault of its shape */
export const shapeFaults = (file: PackFile, value: unknown): Fault[] =>
  complaintsOf(SCHEMAS[file], value).map((complaint) => ({ file, ...complaint }));
