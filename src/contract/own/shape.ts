import { readFileSync } from 'node:fs';
import type * as Ajv2020 from 'ajv/dist/2020';
import type { ErrorObject } from 'ajv/dist/2020';
import { onDemand } from '../../on-demand';
import { describe } from '../describe';
import { namesThere } from '../nearest';
import type { PackFile } from '../pack';
import { packageFile } from '../package-root';
import { fromPointer } from '../pointer';
import type { Fault } from './faults';

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');

/** The schema that the package publishes of each file of a pack. */
const SCHEMAS: Readonly<Record<PackFile, string>> = {
  'openapi.yaml': 'slice',
  'requirements.yaml': 'pack-register',
  'statements.yaml': 'statements',
  'disagreements.yaml': 'disagreements',
};

const schemaOf = (name: string): { $id: string } =>
  JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as { $id: string };

let ajv: Ajv2020.Ajv2020 | undefined;

function validatorOf(file: PackFile): Ajv2020.ValidateFunction {
  if (!ajv) {
    ajv = new (ajv2020().default)({ allErrors: true, verbose: true, strict: false });
    for (const name of ['register', ...Object.values(SCHEMAS)]) ajv.addSchema(schemaOf(name), name);
  }
  return ajv.getSchema(SCHEMAS[file]) as Ajv2020.ValidateFunction;
}

/** Holds a file of a pack to the schema that the package publishes of it. @returns every fault of its shape */
export function shapeFaults(file: PackFile, value: unknown): Fault[] {
  const validate = validatorOf(file);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  return errors.filter((error) => !isAside(error, errors)).map((error) => faultOf(file, error));
}

/** Whether another error is more specific, such as that of a branch or of an `if`. */
const isAside = (error: ErrorObject, errors: readonly ErrorObject[]): boolean =>
  error.keyword === 'if' ||
  error.keyword === 'propertyNames' ||
  errors.some(
    (other) =>
      other !== error &&
      other.keyword === 'anyOf' &&
      `${error.instancePath}/`.startsWith(`${other.instancePath}/`),
  );

function faultOf(file: PackFile, error: ErrorObject): Fault {
  const at = fromPointer(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  const schema = (error.parentSchema ?? {}) as Readonly<Record<string, unknown>>;
  const fault = (says: string, way: Fault['at'] = at): Fault => ({ file, at: way, says });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = [...Object.keys((schema['properties'] ?? {}) as object)];
      return fault(`is not a known name here${instead(name, known, schema)}`, [...at, name]);
    }
    case 'required':
      return fault(`has no ${String(params['missingProperty'])}`);
    case 'enum':
      return fault(
        `must be one of ${(params['allowedValues'] as unknown[]).map((each) => plain(each)).join(', ')}; it is ${describe(error.data)}`,
      );
    case 'const':
      return fault(`must be ${plain(params['allowedValue'])}; it is ${describe(error.data)}`);
    case 'type':
      return fault(`must be ${typeInWords(params['type'])}; it is ${describe(error.data)}`);
    case 'pattern':
      return error.propertyName === undefined
        ? fault(
            `must be ${PATTERNS.get(String(params['pattern'])) ?? `as ${String(params['pattern'])}`}; it is ${describe(error.data)}`,
          )
        : fault(
            `is not a valid name here: ${PATTERNS.get(String(params['pattern'])) ?? String(params['pattern'])}`,
            [...at, error.propertyName],
          );
    case 'anyOf':
      return fault(
        `must be ${lowered(String(schema['description'] ?? 'something else'))}; it is ${describe(error.data)}`,
      );
    case 'false schema':
      return fault('is not allowed in a row like this');
    default:
      return fault(`${error.message ?? 'is wrong'}; it is ${describe(error.data)}`);
  }
}

/** The known name that is nearest to an unknown one. */
function instead(name: string, known: readonly string[], schema: Readonly<Record<string, unknown>>): string {
  const patterns = Object.keys((schema['patternProperties'] ?? {}) as object);
  const [pattern] = patterns.map((each) => PATTERNS.get(each)).filter((each) => each !== undefined);
  if (pattern !== undefined) return `: it must be ${pattern}`;
  return namesThere(known, name);
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : describe(value));

const lowered = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/\.$/, '');

const NAMES: Readonly<Record<string, string>> = {
  object: 'a map of members',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

const typeInWords = (type: unknown): string =>
  [type]
    .flat()
    .map((each) => NAMES[String(each)] ?? String(each))
    .join(' or ');

/** The patterns of the schemas in words. */
const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['\\S', 'text that is not empty'],
  ['^3\\.1\\.[0-9]+$', 'a version of OpenAPI 3.1, such as 3.1.0'],
  ['^https?://[^\\s{}]+$', 'a URL, such as https://graph.microsoft.com/v1.0'],
  ['^https://[^\\s]+$', 'a URL that begins with https://'],
  ['^https?://\\S+$', 'a URL'],
  [
    '^(https://|\\{[a-zA-Z0-9]+\\})[^\\s]*$',
    'a URL that begins with https://, or with a page in braces, such as {update}#request-body',
  ],
  ['^[1-5]([0-9]{2}|XX)$', "a status of HTTP in quotes, such as '204' or 4XX"],
  [
    '^/(?!\\$batch$)[^{}?#\\s]*[^{}?#\\s/]$',
    'the path of the one policy below the root of the API, written out: /things/7, without {id}, query or slash at its end',
  ],
  ['^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', 'a day, such as 2026-11-30'],
  ['^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$', 'the id of a row, such as REQ-NAME'],
  ['^[^#]*#/', 'a reference to a part of a file, such as #/components/schemas/name'],
  ['^[a-z][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+$', 'the address of a check, such as request/name'],
  ['^[a-zA-Z][a-zA-Z0-9]*$', 'a name of letters and digits'],
  ['^[A-Za-z][A-Za-z0-9-]*$', 'a name of letters, digits and hyphens'],
]);
