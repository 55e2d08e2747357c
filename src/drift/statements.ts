import { LIMITS, raising } from '../bounds/limits';
import { UsageError } from '../usage-error';

/** The kind of source of a statement. */
export type SourceKind = 'docs' | 'csdl' | 'openapi' | 'evidence';

/** The order of the kinds in the output. */
export const SOURCE_KINDS: readonly SourceKind[] = ['docs', 'csdl', 'openapi', 'evidence'];

/** The deployments of Microsoft Graph in the documentation's table of clouds. */
export const CLOUDS = ['global', 'usGovL4', 'usGovL5', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** The kinds of permission in the documentation's table of permissions. */
export const PERMISSION_KINDS = ['delegatedWork', 'delegatedPersonal', 'application'] as const;

/** The place of a statement. */
export interface Place {
  /** A path or URL as the user named it. */
  file: string;
  /** From 1. */
  line?: number;
  /** JSON pointer, if a line number is not useful. */
  pointer?: string;
  /** The page that includes the file. */
  via?: { file: string; line: number };
}

/** An observed number that is compared with a stated range. */
export interface Sample {
  sample: number;
}

/** The value of a statement: a word or name, a boolean, an ordered list, or an observed number. */
export type Value = string | boolean | readonly string[] | Sample;

/** One statement of a source. A key has the same meaning in every source. */
export interface Statement {
  key: string;
  value: Value;
  place: Place;
}

export const said = (key: string, value: Value, place: Place): Statement => ({ key, value, place });

/** Creates a statement at a line of a file. */
export type Says = (key: string, value: Value, line: number) => Statement;

export const saysIn =
  (file: string): Says =>
  (key, value, line) =>
    said(key, value, { file, line });

/** A statement of the contract. */
export interface OwnStatement extends Statement {
  /** The row of the register that the statement represents. */
  requirement?: string;
}

/** A sentence, a cell of a table, or a line of an example, and its place on the page. */
export interface Sentence {
  /** Of its words, so that a record of a page holds no text of it. */
  digest: string;
  text: string;
  /** From 1. */
  line: number;
}

/** The wording of a page: all that a reader sees. */
export interface PageWording {
  title: string;
  /** In the order of the page. */
  sentences: Sentence[];
}

/** The statements of one source. */
export interface Reading {
  kind: SourceKind;
  name: string;
  /** The source's version of Graph, if it states one. */
  version?: string;
  /** The source's cloud, if it states one. */
  cloud?: Cloud;
  statements: Statement[];
  /** What a page of the documentation says, word by word. */
  page?: PageWording;
  /** Why the source is not compared. */
  passedOver?: string;
}

/**
 * Collects the statements of a document, up to the limit.
 * @throws UsageError above the limit
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

/** Values that several readers use. */
export const DECLARED = 'declared';
export const ABSENT = 'absent';
export const NO_BODY = 'none';
/** The body of an answer that does not state its type. */
export const UNTYPED = 'an object without @odata.type';
export const IN_ORDER = 'at most';
export const OUT_OF_ORDER = 'more than';
export const JSON_OBJECT = 'a JSON object';
export const NO_JSON = 'no JSON object';
export const SAME_VERSION = 'the version of the request';

/** The sentinel of evolvable enumerations, which lists of values often omit. */
export const SENTINEL = 'unknownFutureValue';
