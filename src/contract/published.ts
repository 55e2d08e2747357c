import { readFileSync } from 'node:fs';
import type * as Ajv2020 from 'ajv/dist/2020';
import type { CodeOptions, ValidateFunction } from 'ajv/dist/2020';
import { onDemand } from '../on-demand';
import { validatorsOf, type SchemaSet } from './built';
import { packageFile } from './package-root';

/** The files that the package publishes a schema of: `spec/NAME.schema.json`. */
export const PUBLISHED = [
  'report',
  'evidence',
  'merged',
  'operations',
  'diff',
  'waivers',
  'drift',
  'disagreements',
  'journal',
] as const;
export type Published = (typeof PUBLISHED)[number];

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');
const validators = new Map<Published, ValidateFunction>();

/**
 * The schema of a file, and those that it refers to.
 * @param code how Ajv makes code of them
 */
export function publishedSchemas(name: Published, code: CodeOptions = {}): SchemaSet {
  const ajv = new (ajv2020().default)({ strict: true, allowUnionTypes: true, code });
  // Schemas refer to one another by file name.
  for (const other of ['report'] as const) if (other !== name) ajv.addSchema(schemaOf(other));
  const schema = schemaOf(name);
  ajv.addSchema(schema);
  return { ajv, refs: { [name]: schema.$id } };
}

/**
 * What is wrong with the shape of a file that the package publishes a schema of.
 * @returns the first complaint, with its place as a JSON pointer; undefined where there is none
 */
export function complaintOf(name: Published, value: unknown): string | undefined {
  let validate = validators.get(name);
  if (!validate) {
    validate = validatorsOf(name, () => publishedSchemas(name))(name);
    validators.set(name, validate);
  }
  if (validate(value)) return undefined;
  // Of alternatives, what the last one says is the least helpful: the deepest complaint is of the closest.
  const [deepest] = [...(validate.errors ?? [])].sort(
    (one, other) => depth(other.instancePath) - depth(one.instancePath),
  );
  if (!deepest) return 'it has another shape';
  const { instancePath, message, params } = deepest;
  const named = params['additionalProperty'] ?? params['missingProperty'];
  const about = deepest.keyword === 'additionalProperties' && typeof named === 'string' ? `: ${named}` : '';
  return `${instancePath === '' ? '' : `${instancePath} `}${message}${about}`;
}

const depth = (pointer: string): number => pointer.split('/').length;

const schemaOf = (name: Published): { $id: string } =>
  JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as { $id: string };
