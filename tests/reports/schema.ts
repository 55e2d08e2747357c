import { readFileSync } from 'node:fs';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { packageFile } from '../../src/schema/package-root';

/** A validator of one of the published schemas, such as `report`. */
export function validator(name: 'report' | 'evidence'): ValidateFunction {
  const schema = JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as object;
  return new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
}

/** What a validator has against a value. */
export function complaints(validate: ValidateFunction, value: unknown): string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
