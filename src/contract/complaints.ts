import { readFileSync } from 'node:fs';
import type * as Ajv2020 from 'ajv/dist/2020';
import type { ErrorObject } from 'ajv/dist/2020';
import { onDemand } from '../on-demand';
import { describe } from './describe';
import { namesThere, nearestOf } from './nearest';
import { packageFile } from './package-root';
import { fromPointer } from './pointer';

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');

/** The schemas that the package publishes of files which people write. */
const WRITTEN = [
  'register',
  'slice',
  'pack-register',
  'statements',
  'disagreements',
  'wording',
  'waivers',
] as const;

/** One of them, or the row of a register. */
export type WrittenSchema = (typeof WRITTEN)[number] | 'row';

/** A mistake in what a person wrote. */
export interface Complaint {
  /** Where: names of members, and indices. */
  at: readonly (string | number)[];
  /** The mistake, and what would be correct. */
  says: string;
}

const schemaOf = (name: string): { $id: string } =>
  JSON.parse(readFileSync(packageFile('spec', `${name}.schema.json`), 'utf8')) as { $id: string };

let ajv: Ajv2020.Ajv2020 | undefined;

function validatorOf(schema: WrittenSchema): Ajv2020.ValidateFunction {
  if (!ajv) {
    ajv = new (ajv2020().default)({ allErrors: true, verbose: true, strict: false });
    for (const name of WRITTEN) ajv.addSchema(schemaOf(name), name);
    ajv.addSchema({ $ref: `${schemaOf('register').$id}#/$defs/requirement` }, 'row');
  }
  return ajv.getSchema(schema) as Ajv2020.ValidateFunction;
}

/** Holds what a person wrote to a schema that the package publishes. @returns every fault of its shape, in words */
export function complaintsOf(schema: WrittenSchema, value: unknown): Complaint[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  return errors
    .filter((error) => !isAside(error, errors) && !isExplained(error, errors))
    .map((error) => complaintIn(error));
}

/** Whether another error is more specific, such as that of a branch or of an `if`. */
const isAside = (error: ErrorObject, errors: readonly ErrorObject[]): boolean =>
  error.keyword === 'if' ||
  error.keyword === 'propertyNames' ||
  // What is no map has all of the members and none: its type is what is wrong.
  (error.keyword === 'oneOf' && alternativesIn(error).length > 0 && !isMap(error.data)) ||
  errors.some(
    (other) =>
      other !== error &&
      ((other.keyword === 'anyOf' && `${error.instancePath}/`.startsWith(`${other.instancePath}/`)) ||
        (other.keyword === 'oneOf' && error.schemaPath.startsWith(`${other.schemaPath}/`))),
  );

/** Whether a member is missing because its name is misspelt, which another error says. */
function isExplained(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const missing =
    error.keyword === 'required'
      ? [String((error.params as { missingProperty: unknown }).missingProperty)]
      : error.keyword === 'oneOf'
        ? alternativesIn(error)
        : [];
  return errors.some(
    ({ keyword, instancePath, params, parentSchema }) =>
      keyword === 'additionalProperties' &&
      instancePath === error.instancePath &&
      missing.includes(
        nearestOf(
          knownIn(parentSchema),
          String((params as { additionalProperty: unknown }).additionalProperty),
        ) ?? '',
      ),
  );
}

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Schema = Readonly<Record<string, unknown>>;

const knownIn = (schema: unknown): string[] =>
  Object.keys(((schema as Schema | undefined)?.['properties'] ?? {}) as object);

/** The members of which a `oneOf` demands one. */
const alternativesIn = ({ schema }: ErrorObject): string[] =>
  Array.isArray(schema) ? (schema as { required?: string[] }[]).flatMap(({ required = [] }) => required) : [];

function complaintIn(error: ErrorObject): Complaint {
  const at = fromPointer(error.instancePath);
  const params = error.params as Schema;
  const schema = (error.parentSchema ?? {}) as Schema;
  const complaint = (says: string, way: Complaint['at'] = at): Complaint => ({ at: way, says });
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      return complaint(`is not a known name here${instead(name, knownIn(schema), schema)}`, [...at, name]);
    }
    case 'required':
      return complaint(`has no ${String(params['missingProperty'])}`);
    case 'enum':
      return complaint(
        `must be one of ${(params['allowedValues'] as unknown[]).map((each) => plain(each)).join(', ')}; it is ${describe(error.data)}`,
      );
    case 'const':
      return complaint(`must be ${plain(params['allowedValue'])}; it is ${describe(error.data)}`);
    case 'type':
      return complaint(`must be ${typeInWords(params['type'])}; it is ${describe(error.data)}`);
    case 'pattern':
      return error.propertyName === undefined
        ? complaint(
            `must be ${PATTERNS.get(String(params['pattern'])) ?? `as ${String(params['pattern'])}`}; it is ${describe(error.data)}`,
          )
        : complaint(
            `is not a valid name here: ${PATTERNS.get(String(params['pattern'])) ?? String(params['pattern'])}`,
            [...at, error.propertyName],
          );
    case 'anyOf':
      return complaint(
        `must be ${lowered(String(schema['description'] ?? 'something else'))}; it is ${describe(error.data)}`,
      );
    case 'oneOf':
      return complaint(
        alternativesIn(error).some((name) => name in (error.data as object))
          ? `must have only one of ${alternativesIn(error).join(', ')}`
          : `has no ${alternativesIn(error).join(' or ')}`,
      );
    case 'minLength':
      return complaint('must not be empty');
    case 'false schema':
      return complaint('is not allowed in a row like this');
    default:
      return complaint(`${error.message ?? 'is wrong'}; it is ${describe(error.data)}`);
  }
}

/** The known name that is nearest to an unknown one. */
function instead(name: string, known: readonly string[], schema: Schema): string {
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
  ['^\\d{4}-\\d{2}-\\d{2}$', 'a day, written YYYY-MM-DD'],
  ['^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$', 'the id of a row, such as REQ-NAME'],
  ['^[^#]*#/', 'a reference to a part of a file, such as #/components/schemas/name'],
  ['^[a-z][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+$', 'the address of a check, such as request/name'],
  ['^[a-zA-Z][a-zA-Z0-9]*$', 'a name of letters and digits'],
  ['^[A-Za-z][A-Za-z0-9-]*$', 'a name of letters, digits and hyphens'],
]);
