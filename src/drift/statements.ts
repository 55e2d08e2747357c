import type { Operation } from '../contract/operation';

/** What kind of material a statement was read in. */
export type SourceKind = 'docs' | 'csdl' | 'openapi' | 'evidence';

/** The order in which the kinds are told. */
export const SOURCE_KINDS: readonly SourceKind[] = ['docs', 'csdl', 'openapi', 'evidence'];

/** The deployments of Microsoft Graph that the documentation has a tick for. */
export const CLOUDS = ['global', 'usGovL4', 'usGovL5', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** The kinds of permission that the documentation has a row for. */
export const PERMISSION_KINDS = ['delegatedWork', 'delegatedPersonal', 'application'] as const;

/** Where a statement stands. */
export interface Place {
  /** As the user named it: a path, or a URL. */
  file: string;
  /** From 1. */
  line?: number;
  /** JSON pointer, where a line would say nothing. */
  pointer?: string;
  /** The page that includes the file. */
  via?: { file: string; line: number };
}

/** One number that was seen where a range is stated. */
export interface Sample {
  sample: number;
}

/** What is stated: a word or a name, yes or no, an ordered list, or a number that was seen. */
export type Value = string | boolean | readonly string[] | Sample;

/** One thing that a source says. The same key means the same thing in every source. */
export interface Statement {
  key: string;
  value: Value;
  place: Place;
}

/** A statement of the contract. */
export interface OwnStatement extends Statement {
  /** The row of the register that it stands for. */
  requirement?: string;
}

/** What one source says. */
export interface Reading {
  kind: SourceKind;
  name: string;
  /** Of which version of Graph it is, where it says so. */
  version?: string;
  /** Of which cloud it is, where it says so. */
  cloud?: Cloud;
  statements: Statement[];
  /** Why nothing in it is compared. */
  passedOver?: string;
}

/** A type of Graph, as far as the contract declares it. */
export interface KnownType {
  name: string;
  /** Its base types, the nearest first. */
  bases: readonly string[];
  properties: ReadonlyMap<string, KnownProperty>;
  /** Pairs of properties of which the first is at most the second. */
  orders: readonly (readonly [lower: string, upper: string])[];
}

export interface KnownProperty {
  /** As CSDL writes it, without the namespace: `Edm.Int32`, `Collection(excludeTarget)`. */
  type: string;
  nullable?: boolean;
  /** The enumeration that its values are of. */
  enumeration?: string;
  /** Whether a value can have several of its members, with commas between them. */
  isFlags?: boolean;
}

export interface KnownOperation {
  /** In capitals. */
  method: string;
  requiredHeaders: readonly string[];
}

/** What the contract is about: what readers look for in a source. */
export interface Subject {
  operation: Operation;
  /** The type of the resource. */
  type: string;
  path: string;
  operations: readonly KnownOperation[];
  types: ReadonlyMap<string, KnownType>;
  /** Members of each enumeration. */
  enumerations: ReadonlyMap<string, readonly string[]>;
}

/** A name from outside as one part of a key, as JSON pointers have it. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * The keys, one function for each thing that can be said. A key is stable: ledgers name it.
 */
export const KEYS = {
  method: (operation: string) => `${operation}/method`,
  path: (operation: string) => `${operation}/path`,
  header: (operation: string, name: string) => `${operation}/header/${name.toLowerCase()}/required`,
  scheme: (operation: string) => `${operation}/header/authorization/scheme`,
  requestMedia: (operation: string) => `${operation}/request/media-type`,
  requestJson: (operation: string) => `${operation}/request/json`,
  requestType: (operation: string) => `${operation}/request/type`,
  annotationRequired: (operation: string) => `${operation}/request/@odata.type/required`,
  annotationValue: (operation: string) => `${operation}/request/@odata.type/value`,
  status: (operation: string) => `${operation}/response/status`,
  body: (operation: string) => `${operation}/response/body`,
  responseMedia: (operation: string) => `${operation}/response/media-type`,
  context: (operation: string) => `${operation}/response/context`,
  permission: (operation: string, kind: string) => `${operation}/permission/${kind}`,
  cloud: (cloud: Cloud) => `cloud/${cloud}`,
  type: (type: string) => `type/${type}`,
  base: (type: string) => `type/${type}/base`,
  key: (type: string) => `type/${type}/key`,
  annotation: (type: string) => `type/${type}/@odata.type`,
  page: (type: string) => `type/${type}/page`,
  property: (type: string, name: string) => `property/${type}.${escaped(name)}`,
  propertyType: (type: string, name: string) => `property/${type}.${name}/type`,
  json: (type: string, name: string) => `property/${type}.${name}/json`,
  nullable: (type: string, name: string) => `property/${type}.${name}/nullable`,
  itemsNullable: (type: string, name: string) => `property/${type}.${name}/items-nullable`,
  range: (type: string, name: string) => `property/${type}.${name}/range`,
  updatable: (type: string, name: string) => `property/${type}.${name}/updatable`,
  order: (type: string, lower: string, upper: string) => `order/${type}/${lower}/${upper}`,
  member: (enumeration: string, member: string) => `enum/${enumeration}.${escaped(member)}`,
} as const;

/** Values that several readers give. */
export const DECLARED = 'declared';
export const ABSENT = 'absent';
export const NO_BODY = 'none';
export const IN_ORDER = 'at most';
export const OUT_OF_ORDER = 'more than';
export const JSON_OBJECT = 'a JSON object';
export const NO_JSON = 'no JSON object';
export const SAME_VERSION = 'the version of the request';

/** The sentinel of enumerations that may grow, which lists of values often leave out. */
export const SENTINEL = 'unknownFutureValue';

/** What stands for a bound that a source doesn't speak of. */
export const UNSAID = '?';

/**
 * `8..48`; an open end is left out.
 * @param open what stands for a bound that is not there: by default that there is none
 */
export const rangeOf = (minimum: number | undefined, maximum: number | undefined, open = ''): string =>
  `${minimum ?? open}..${maximum ?? open}`;

/** The ends of a range, as they are written. */
export function endsOf(range: string): [low: string, high: string] {
  const [low = '', high = ''] = range.split('..');
  return [low, high];
}

/** The type that a collection holds; the type itself where it is none. */
export const itemType = (type: string): string => /^Collection\((.*)\)$/.exec(type)?.[1] ?? type;

export const isCollection = (type: string): boolean => type.startsWith('Collection(');

/** A type's name without its namespace, in a collection too. */
export const shortType = (
  type: string,
  namespaces: readonly string[] = ['microsoft.graph', 'graph'],
): string => {
  const inner = itemType(type);
  const at = inner.lastIndexOf('.');
  const short = at > 0 && namespaces.includes(inner.slice(0, at)) ? inner.slice(at + 1) : inner;
  return isCollection(type) ? `Collection(${short})` : short;
};

/** The kind of JSON value that a type is written as. */
export function jsonKindOf(type: string, isType: (name: string) => boolean): string {
  if (isCollection(type)) return 'array';
  if (/^Edm\.(Int16|Int32|Int64|Byte|SByte)$/.test(type)) return 'integer';
  if (/^Edm\.(Double|Single|Decimal)$/.test(type)) return 'number';
  if (type === 'Edm.Boolean') return 'boolean';
  if (isType(type)) return 'object';
  return 'string';
}

/** The operation of the subject by its method. */
export const operationBy = (subject: Subject, method: string): KnownOperation | undefined =>
  subject.operations.find((operation) => operation.method === method.toUpperCase());

/** The operation that the contract is for. */
export const mainOperation = ({ operations }: Subject): KnownOperation => {
  const [first] = operations;
  if (!first) throw new Error('the contract has no operation');
  return first;
};

/** A path of Graph in one form: no root, no version, no query, keys as segments. */
export const plainPath = (url: string): string =>
  url
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/^\/(v\d+\.\d+|beta)(?=\/)/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\(\s*'?([^')]*)'?\s*\)/g, '/$1')
    .replace(/\/+$/, '');

/** The version of Graph in a URL. */
export const versionIn = (url: string): string | undefined =>
  /^https?:\/\/[^/]+\/(v\d+\.\d+|beta)(?=[/?]|$)/i.exec(url)?.[1]?.toLowerCase();

/** Whether two paths name the same thing; a segment in braces is any, and letter case counts only where `exact` says so. */
export function samePath(one: string, other: string, exact: boolean): boolean {
  const [left, right] = [one.split('/'), other.split('/')];
  const isAny = (segment: string): boolean => /^'?\{[^}]*\}'?$/.test(segment);
  return (
    left.length === right.length &&
    left.every((segment, at) => {
      const against = right[at] as string;
      if (isAny(segment) || isAny(against)) return true;
      return exact ? segment === against : segment.toLowerCase() === against.toLowerCase();
    })
  );
}
