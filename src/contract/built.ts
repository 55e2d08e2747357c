import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020';

/** Schemas, and what the validators are called that they make. */
export interface SchemaSet {
  ajv: Ajv2020;
  /** The reference to the schema of each validator. */
  refs: Readonly<Record<string, string>>;
}

/**
 * Where the build puts validators, compiled by Ajv to modules that need no Ajv: beside the compiled code. Where the
 * sources run as they are, as in a test, there is nothing, and Ajv compiles at run time.
 */
const BUILT = path.join(__dirname, '..', '..', 'validators');

/**
 * The validators of a set of schemas, each compiled when it is first asked for.
 * @param name of the module that the build makes of the set; undefined for a set that is not the package's own
 * @param schemas makes the set where the build made no module of it
 * @returns a function from the name of a validator to it
 */
export function validatorsOf(
  name: string | undefined,
  schemas: () => SchemaSet,
): (validator: string) => ValidateFunction {
  const known = new Map<string, ValidateFunction>();
  let built: Record<string, ValidateFunction> | undefined;
  let set: SchemaSet | undefined;
  return (validator) => {
    const found = known.get(validator);
    if (found) return found;
    built ??= name === undefined ? {} : builtModule(name);
    const made = built[validator] ?? compiled((set ??= schemas()), validator);
    known.set(validator, made);
    return made;
  };
}

function builtModule(name: string): Record<string, ValidateFunction> {
  const file = path.join(BUILT, `${name}.js`);
  return existsSync(file) ? (createRequire(__filename)(file) as Record<string, ValidateFunction>) : {};
}

function compiled({ ajv, refs }: SchemaSet, validator: string): ValidateFunction {
  const check = ajv.getSchema(refs[validator] ?? '');
  if (!check) throw new Error(`no schema is named ${validator}`);
  return check as ValidateFunction;
}
