import type * as Ajv2020 from 'ajv/dist/2020';
import type { CodeOptions, ErrorObject } from 'ajv/dist/2020';
import type * as Formats from 'ajv-formats';
import type { FormatName } from 'ajv-formats';
import { onDemand } from '../on-demand';
import { beyond, requirementFor, type BeyondBreach } from './beyond';
import { validatorsOf, type SchemaSet } from './built';
import { headerSchemas, KEYWORDS, type SchemaNode, type Slice } from './slice';
import { explain } from './explain';
import { FORMATS } from './formats';
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
   * True where a constant differs by letter case alone, since Graph calls values not case-sensitive, where a sample
   * of Microsoft's own has the value, and where others than those that are listed are allowed.
   */
  lenient: boolean;
  /** True if no page says what becomes of the value once it is accepted. */
  unsaid: boolean;
  /** Where further breaches like this one are, of a document with so many that they are not told one by one. */
  others?: string[];
}

const ajv2020 = onDemand<typeof Ajv2020>('ajv/dist/2020');
const formats = onDemand<typeof Formats>('ajv-formats');

/** So many undeclared members are told one by one of a document and a row; of others only the place is kept. */
const UNDECLARED = 100;

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
  formats().default(ajv, [...FORMATS.keys()] as FormatName[]);
  // Keywords without a meaning in JSON Schema, which Ajv ignores.
  ajv.addVocabulary([...KEYWORDS, 'externalDocs']);
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
    const found: Breach[] = [];
    if (!check(document)) addErrors(found, check.errors ?? [], name);
    const schema = slice.components.schemas[name];
    if (schema) for (const breach of beyond(schema, document)) found.push(fromBeyond(breach));
    if (found.length === 0) return found;
    const breaches = new Map<string, Breach>();
    for (const breach of found) {
      const key = `${breach.requirement} ${breach.pointer}`;
      if (!breaches.has(key)) breaches.set(key, breach);
    }
    return [...breaches.values()];
  };
}

function addErrors(found: Breach[], errors: readonly ErrorObject[], name: string): void {
  /** By row: how many undeclared members were told, and the last of them. */
  const undeclared = new Map<string, { told: number; last: Breach }>();
  for (const error of errors) {
    if (isSpelling(error) || isIgnored(error) || isAnnotation(error)) continue;
    const known = error.keyword === 'additionalProperties' ? undeclared.get(requirementOf(error)) : undefined;
    if (known && known.told >= UNDECLARED) {
      (known.last.others ??= []).push(placeOfUndeclared(error));
      continue;
    }
    const breach = toBreach(error, name);
    found.push(breach);
    if (error.keyword === 'additionalProperties')
      undeclared.set(breach.requirement, { told: (known?.told ?? 0) + 1, last: breach });
  }
}

const placeOfUndeclared = ({ instancePath, params }: ErrorObject): string =>
  instancePath + toPointer([String(params['additionalProperty'])]);

/** A breach in one line, with the row that it is of: `defaultLength must be at most 48, got 100 (REQ-LEN)`. */
export const sentence = ({ message, requirement, others }: Breach): string =>
  `${message}${others ? `, and ${others.length} more like it` : ''} (${requirement})`;

function toBreach(error: ErrorObject, name: string): Breach {
  const { expected, actual: given, member, words = expected } = explain(error);
  // A token is never repeated, not even a malformed one.
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
    unsaid: isSampled(error),
  };
}

/** A breach of what JSON Schema has no word for; a text may be another than those that are listed. */
function fromBeyond({ keyword, requirement, place, expected, actual }: BeyondBreach): Breach {
  return {
    ...{ requirement, keyword, expected, actual },
    pointer: toPointer(place),
    message: `${subjectOf(place.map(String), '')} ${keyword === 'x-known' ? 'should' : 'must'} be ${expected}, got ${actual}`,
    lenient: keyword === 'x-known',
    unsaid: false,
  };
}

/** What a breach is of, for a person. A member may have an empty name. */
function subjectOf(place: readonly string[], name: string): string {
  if (place.length > 0) return place.map((part) => part || '""').join('.');
  return /-header:(.+)/.exec(name)?.[1] ?? 'the body';
}

/** The row that a constraint names: `x-requirement` beside it, as one id or as a map from keyword to id. */
const requirementOf = (error: ErrorObject): string =>
  requirementFor(error.parentSchema as SchemaNode, error.keyword);

/** Whether it is another letter case alone, where the slice does not say that it makes another value. */
function isCaseOnly(error: ErrorObject): boolean {
  if (typeof error.data !== 'string' || (error.parentSchema as SchemaNode)['x-letter-case'] === 'kept')
    return false;
  const allowed: unknown[] =
    error.keyword === 'const' ? [error.schema] : error.keyword === 'enum' ? (error.schema as unknown[]) : [];
  const given = error.data.toLowerCase();
  return allowed.some((value) => typeof value === 'string' && value.toLowerCase() === given);
}

/** Whether the pages write a value so too. */
function isSpelling({ keyword, data, parentSchema }: ErrorObject): boolean {
  const { 'x-spellings': spellings = [] } = (parentSchema ?? {}) as SchemaNode;
  return (keyword === 'const' || keyword === 'enum') && spellings.includes(data as string);
}

/** Whether it is of an annotation: those may stand in any object, and no slice has to declare them (OData JSON 4.5). */
const isAnnotation = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'additionalProperties' && String(params['additionalProperty']).includes('@');

/** Whether it is of a member that is read-only, and which nobody looks into (OData protocol, 11.4.3). */
const isIgnored = ({ parentSchema }: ErrorObject): boolean => (parentSchema as SchemaNode).readOnly === true;

/** Whether a sample of the publisher's own sends the value, as the slice notes beside the member. */
function isSampled(error: ErrorObject): boolean {
  const { 'x-sampled': sampled = [] } = (error.parentSchema ?? {}) as SchemaNode;
  return sampled.includes(error.data);
}
