import { readFileSync } from 'node:fs';
import type * as Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv/dist/2020';
import { onDemand } from '../on-demand';
import { packageFile } from './package-root';

/** The files that the package publishes a schema of: `spec/NAME.schema.json`. */
export type Published =
  'report' | 'evidence' | 'merged' | 'diff' | 'waivers' | 'drift' | 'disagreements' | 'journal';

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');
const compiled = new Map<Published, ValidateFunction>();

/**
 * What is wrong with the shape of a file that the package publishes a schema of.
 * @returns the first complaint, with its place as a JSON pointer; undefined where there is none
 */
export function complaintOf(name: Published, value: unknown): string | undefined {
  let validate = compiled.get(name);
  if (!validate) {
    const ajv = new (ajv2020().default)({ strict: true, allowUnionTypes: true });
    // Schemas refer to one another by file name.
    for (const other of ['report'] as const) if (other !== name) ajv.addSchema(schemaOf(other));
    compiled.set(name, (validate = ajv.compile(schemaOf(name))));
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

const schemaOf = (name: Published): object =>
  JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as object;
