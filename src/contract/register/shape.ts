import { readFileSync } from 'node:fs';
import type * as Ajv2020 from 'ajv/dist/2020';
import type { CodeOptions, ErrorObject } from 'ajv/dist/2020';
import { onDemand } from '../../on-demand';
import { validatorsOf, type SchemaSet } from '../built';
import { packageFile } from '../package-root';
import type { WrittenRegister } from './row';

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');

/**
 * The schema of a register.
 * @param code how Ajv makes code of them
 */
export function registerSchemas(code: CodeOptions = {}): SchemaSet {
  const schema = JSON.parse(readFileSync(packageFile('spec', 'register.schema.json'), 'utf8')) as {
    $id: string;
  };
  const ajv = new (ajv2020().default)({ strict: true, strictTypes: false, strictRequired: false, code });
  ajv.addSchema(schema);
  return { ajv, refs: { register: schema.$id } };
}

/** Ajv is loaded on first use: the package's own register is read without it. */
const validators = validatorsOf('register', () => registerSchemas());

/** @throws Error in one line unless the value has the shape of a register */
export function assertRegister(value: unknown, file: string): asserts value is WrittenRegister {
  const check = validators('register');
  if (check(value)) return;
  const error = cause(check.errors);
  const [, row, list = '', index = ''] = /^(\/(requirements|groups)\/(\d+))/.exec(error.instancePath) ?? [];
  if (row === undefined) throw new Error(`${file}: ${complaint(error, 'the register', error.instancePath)}`);
  const place = `${list === 'groups' ? 'group' : 'row'} ${Number(index) + 1}`;
  const item = (value as Record<string, unknown[]>)[list]?.[Number(index)];
  throw new Error(
    `${file}: ${complaint(error, nameOf(item) ?? place, error.instancePath.slice(row.length))}`,
  );
}

function nameOf(row: unknown): string | undefined {
  const id: unknown = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The error that says most: Ajv also reports that an `if` led to it. */
function cause(errors: ErrorObject[] | null | undefined): ErrorObject {
  const error = errors?.find(({ keyword }) => keyword !== 'if') ?? errors?.[0];
  if (!error) throw new Error('a validator failed without saying why');
  return error;
}

/** `REQ-LEN: level must be one of MUST, SHOULD, INFO, NONE` */
function complaint(error: ErrorObject, row: string, pointer: string): string {
  const member = pointer.split('/').slice(1).join('.');
  const params = error.params as Record<string, unknown>;
  const subject = member === '' ? `${row}:` : `${row}: ${member}`;
  switch (error.keyword) {
    case 'required':
      return `${subject} has no ${String(params['missingProperty'])}`;
    case 'additionalProperties':
      return `${subject} has an unknown member, ${String(params['additionalProperty'])}`;
    case 'false schema':
      return `${subject} is not allowed in a row like this`;
    case 'enum':
      return `${subject} must be one of ${(params['allowedValues'] as string[]).join(', ')}`;
    default:
      return `${subject} ${error.message ?? 'is wrong'}`;
  }
}
