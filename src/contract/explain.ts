import type { ErrorObject } from 'ajv/dist/2020';
import { describe } from './describe';
import { FORMATS } from './formats';
import type { SchemaNode } from './slice';

/** An error of Ajv in words for people. */
export interface Explanation {
  expected: string;
  actual: string;
  /** The member that is missing, or one too many. */
  member?: string;
  /** `expected` in words, where it isn't. */
  words?: string;
}

type Params = Readonly<Record<string, unknown>>;

/** What is expected where a collection belongs. */
export const AN_ARRAY = 'an array';

/** The expectation of a keyword, from Ajv's error. */
const EXPECTED: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => typeNames(type),
  const: ({ allowedValue }) => describe(allowedValue),
  enum: ({ allowedValues }) =>
    (allowedValues as unknown[])
      .filter((value) => value !== null)
      .map(describe)
      .join(' or '),
  minimum: ({ limit }) => `at least ${String(limit)}`,
  maximum: ({ limit }) => `at most ${String(limit)}`,
  exclusiveMinimum: ({ limit }) => `more than ${String(limit)}`,
  exclusiveMaximum: ({ limit }) => `less than ${String(limit)}`,
  multipleOf: ({ multipleOf }) => `a multiple of ${String(multipleOf)}`,
  minLength: ({ limit }) =>
    limit === 1 ? 'a string that is not empty' : `a string of at least ${String(limit)} characters`,
  maxLength: ({ limit }) => `a string of at most ${String(limit)} characters`,
  minItems: ({ limit }) => `at least ${counted(limit)}`,
  maxItems: ({ limit }) => `at most ${counted(limit)}`,
  uniqueItems: () => 'items that all differ',
  format: ({ format }) => `of the format ${String(format)}`,
  pattern: ({ pattern }) => `a string that matches ${String(pattern)}`,
  required: () => 'present',
  additionalProperties: () => 'absent, since it is declared nowhere',
};

/** What is expected and what came, and which member that is, where it is not the value itself. */
export function explain(error: ErrorObject): Explanation {
  const params = error.params as Params;
  const expected = EXPECTED[error.keyword]?.(params) ?? error.message ?? error.keyword;
  const actual = describe(error.data);
  switch (error.keyword) {
    case 'format':
      return { expected, actual, words: FORMATS.get(params['format'] as string) ?? expected };
    case 'pattern':
      return { expected, ...patternInWords(error), actual };
    case 'minItems':
    case 'maxItems':
      return { expected, actual: counted((error.data as unknown[]).length) };
    case 'uniqueItems':
      return { expected, actual: describe((error.data as unknown[])[params['i'] as number]) };
    case 'required':
      return { expected, actual: 'nothing', member: params['missingProperty'] as string };
    case 'additionalProperties': {
      const member = params['additionalProperty'] as string;
      return { expected, actual: describe((error.data as Record<string, unknown>)[member]), member };
    }
    default:
      return { expected, actual };
  }
}

const counted = (count: unknown): string => (count === 1 ? '1 item' : `${String(count)} items`);

/** What a pattern asks for, as the description beside it begins: nobody reads regular expressions in a message. */
function patternInWords(error: ErrorObject): { words?: string } {
  const [clause = ''] = (error.parentSchema as SchemaNode).description?.split(/[.;]/) ?? [];
  return clause === '' ? {} : { words: `${clause.charAt(0).toLowerCase()}${clause.slice(1)}` };
}

const NAMES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: AN_ARRAY,
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

const typeNames = (type: unknown): string =>
  ([type].flat() as string[])
    .filter((name) => name !== 'null')
    .map((name) => NAMES[name] ?? name)
    .join(' or ');
