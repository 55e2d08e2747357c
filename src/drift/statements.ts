import { LIMITS, raising } from '../bounds/limits';
import { UsageError } from '../usage-error';

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

export const said = (key: string, value: Value, place: Place): Statement => ({ key, value, place });

/** Makes a statement of what a file says at a line. */
export type Says = (key: string, value: Value, line: number) => Statement;

export const saysIn =
  (file: string): Says =>
  (key, value, line) =>
    said(key, value, { file, line });

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

/**
 * The statements of a document, as many as are compared.
 * @throws UsageError for more
 */
export function gathered(statements: Iterable<Statement>, name: string): Statement[] {
  const all: Statement[] = [];
  for (const statement of statements) {
    if (all.length >= LIMITS.stated)
      throw new UsageError(
        `${name}: it makes more than ${LIMITS.stated} statements about the operation; ${raising('stated')}`,
      );
    all.push(statement);
  }
  return all;
}

/** Values that several readers give. */
export const DECLARED = 'declared';
export const ABSENT = 'absent';
export const NO_BODY = 'none';
/** The body of an answer that does not say its type. */
export const UNTYPED = 'an object without @odata.type';
export const IN_ORDER = 'at most';
export const OUT_OF_ORDER = 'more than';
export const JSON_OBJECT = 'a JSON object';
export const NO_JSON = 'no JSON object';
export const SAME_VERSION = 'the version of the request';

/** The sentinel of enumerations that may grow, which lists of values often leave out. */
export const SENTINEL = 'unknownFutureValue';
