import type * as Ajv2020 from 'ajv/dist/2020';
import type { CodeOptions, ErrorObject } from 'ajv/dist/2020';
import type * as Formats from 'ajv-formats';
import { onDemand } from '../on-demand';
import { validatorsOf, type SchemaSet } from './built';
import { ascending, type AscendingParams } from './ascending';
import { headerSchemas, type SchemaNode, type Slice } from './slice';
import { describe } from './describe';
import { fromPointer, toPointer } from './pointer';

/** A document's breach of one constraint of the slice. */
export interface Breach {
  /** The row of the register that the constraint stands for. */
  requirement: string;
  /** Where, as a JSON pointer into the document (RFC 6901). */
  pointer: string;
  /** The keyword of the slice that was broken. */
  keyword: string;
  /** One sentence for a person: the member, what it must be, and what it is. */
  message: string;
  expected: string;
  actual: string;
  /**
   * True where a constant differs by letter case alone, since Graph calls values not case-sensitive, and where a
   * sample of Microsoft's own has the value.
   */
  lenient: boolean;
}

/** What the slice notes beside constraints, and validates nothing. */
const NOTES = ['x-silent', 'x-sampled', 'x-recalculated', 'x-default', 'x-wider'];

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');
const formats = onDemand<typeof Formats>('ajv-formats');

/**
 * Every schema of a slice, those of headers too, in one JSON Schema document, so that Ajv's strict mode reads them all.
 * @param code how Ajv makes code of them
 */
export function sliceSchemas(slice: Slice, code: CodeOptions = {}): SchemaSet {
  const ajv = new (ajv2020().default)({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    code,
  });
  formats().default(ajv, ['int32', 'uuid']);
  ajv.addVocabulary(['x-requirement', ...NOTES, 'externalDocs']);
  ajv.addKeyword(ascending);
  const schemas = { ...slice.components.schemas, ...headerSchemas(slice) };
  ajv.addSchema({
    $id: 'slice',
    $defs: JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/')),
  });
  return {
    ajv,
    refs: Object.fromEntries(Object.keys(schemas).map((name) => [name, `slice#/$defs/${name}`])),
  };
}

/**
 * Holds documents to the schemas of a slice, each compiled when it is first asked for.
 * @param built what the build calls its validators of the slice; undefined for a slice that is not the package's own
 * @returns a function from the name of a schema under `components.schemas`, or of a header, as
 *   {@link headerSchemas} has it, and a document to the breaches, at most one a place and row
 */
export function validatorOf(slice: Slice, built?: string): (name: string, document: unknown) => Breach[] {
  const validators = validatorsOf(built, () => sliceSchemas(slice));
  return (name, document) => {
    const check = validators(name);
    if (check(document)) return [];
    const breaches = new Map<string, Breach>();
    for (const error of check.errors ?? []) {
      const breach = toBreach(error, name);
      const key = `${breach.requirement} ${breach.pointer}`;
      if (!breaches.has(key)) breaches.set(key, breach);
    }
    return [...breaches.values()];
  };
}

/** A breach in one line, with the row that it is of: `defaultLength must be at most 48, got 100 (REQ-LEN)`. */
export const sentence = ({ message, requirement }: Breach): string => `${message} (${requirement})`;

function toBreach(error: ErrorObject, name: string): Breach {
  const { expected, actual: given, member, words = expected } = explain(error);
  // A token is nothing to repeat, not even a malformed one.
  const actual = name === 'request-header:Authorization' ? 'something else' : given;
  const place = [...fromPointer(error.instancePath), ...(member === undefined ? [] : [member])];
  return {
    requirement: requirementOf(error),
    pointer: toPointer(place),
    keyword: error.keyword,
    message: `${subjectOf(place, name)} must be ${words}${actual === 'nothing' ? '' : `, got ${actual}`}`,
    expected,
    actual,
    lenient: isCaseOnly(error) || isSampled(error),
  };
}

/** What a breach is of, for a person. A member may have an empty name. */
function subjectOf(place: readonly string[], name: string): string {
  if (place.length > 0) return place.map((part) => part || '""').join('.');
  return /-header:(.+)/.exec(name)?.[1] ?? 'the body';
}

/** The row that a constraint names: `x-requirement` beside it, as one id or as a map from keyword to id. */
function requirementOf(error: ErrorObject): string {
  if (error.keyword === 'x-ascending') return (error.params as AscendingParams).requirement;
  const named = (error.parentSchema as SchemaNode)['x-requirement'];
  const requirement = typeof named === 'string' ? named : named?.[error.keyword];
  if (!requirement) throw new Error(`the slice names no requirement for ${error.schemaPath}`);
  return requirement;
}

function isCaseOnly(error: ErrorObject): boolean {
  if (typeof error.data !== 'string') return false;
  const allowed: unknown[] =
    error.keyword === 'const' ? [error.schema] : error.keyword === 'enum' ? (error.schema as unknown[]) : [];
  const given = error.data.toLowerCase();
  return allowed.some((value) => typeof value === 'string' && value.toLowerCase() === given);
}

/** Whether a sample of Microsoft's own sends the value, as the slice notes beside the member. */
function isSampled(error: ErrorObject): boolean {
  const { 'x-sampled': sampled = [] } = (error.parentSchema ?? {}) as SchemaNode;
  return sampled.includes(error.data);
}

interface Explanation {
  expected: string;
  actual: string;
  member?: string;
  /** `expected` in words, where it isn't. */
  words?: string;
}

function explain(error: ErrorObject): Explanation {
  const actual = describe(error.data);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return { expected: typeNames(params['type']), actual };
    case 'const':
      return { expected: describe(params['allowedValue']), actual };
    case 'enum':
      return {
        expected: (params['allowedValues'] as unknown[])
          .filter((value) => value !== null)
          .map(describe)
          .join(' or '),
        actual,
      };
    case 'minimum':
      return { expected: `at least ${params['limit']}`, actual };
    case 'maximum':
      return { expected: `at most ${params['limit']}`, actual };
    case 'format':
      return {
        expected: `of the format ${params['format']}`,
        words: FORMATS[params['format'] as string] ?? `of the format ${params['format']}`,
        actual,
      };
    case 'minLength':
      return { expected: 'a string that is not empty', actual };
    case 'maxItems':
      return {
        expected: `at most ${params['limit']} items`,
        actual: `${(error.data as unknown[]).length} items`,
      };
    case 'pattern':
      return { expected: `a string that matches ${params['pattern']}`, ...patternInWords(error), actual };
    case 'required':
      return { expected: 'present', actual: 'nothing', member: params['missingProperty'] as string };
    case 'additionalProperties': {
      const member = params['additionalProperty'] as string;
      return {
        expected: 'absent, since it is declared nowhere',
        actual: describe((error.data as Record<string, unknown>)[member]),
        member,
      };
    }
    case 'x-ascending': {
      const { lower, upper, subject } = params as unknown as AscendingParams;
      const data = error.data as Record<string, unknown>;
      const bound = subject === lower ? `at most ${upper}` : `at least ${lower}`;
      const other = data[subject === lower ? upper : lower];
      return { expected: `${bound} (${describe(other)})`, actual: describe(data[subject]), member: subject };
    }
    default:
      return { expected: error.message ?? error.keyword, actual };
  }
}

const FORMATS: Record<string, string> = { int32: 'an integer of 32 bits', uuid: 'a GUID' };

/** What a pattern asks for, as the description beside it begins: nobody reads regular expressions in a message. */
function patternInWords(error: ErrorObject): { words?: string } {
  const [clause = ''] = (error.parentSchema as SchemaNode).description?.split(/[.;]/) ?? [];
  return clause === '' ? {} : { words: `${clause.charAt(0).toLowerCase()}${clause.slice(1)}` };
}

/** What is expected where a collection belongs. */
export const AN_ARRAY = 'an array';

function typeNames(type: unknown): string {
  const names: Record<string, string> = {
    object: 'an object',
    array: AN_ARRAY,
    string: 'a string',
    integer: 'an integer',
    boolean: 'true or false',
  };
  return (Array.isArray(type) ? (type as string[]) : [type as string])
    .filter((name) => name !== 'null')
    .map((name) => names[name] ?? name)
    .join(' or ');
}
