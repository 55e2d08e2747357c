import { readFileSync } from 'node:fs';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { packageFile } from '../../src/contract/package-root';
import type { Published } from '../../src/contract/published';

/** A validator of one of the published schemas, such as `report`. */
export function validator(name: Published): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  // Schemas refer to one another by file name.
  if (name !== 'report') ajv.addSchema(published('report'));
  return ajv.compile(published(name));
}

const published = (name: string): object =>
  JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as object;

/** What a validator has against a value. */
export function complaints(validate: ValidateFunction, value: unknown): string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
