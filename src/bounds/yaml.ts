import type * as Yaml from 'yaml';
import type { Document, DocumentOptions, LineCounter, ParseOptions, SchemaOptions } from 'yaml';
import { onDemand } from '../on-demand';
import { LIMITS, raising } from './limits';

const yaml = onDemand<typeof Yaml>('yaml');

/** Why a text cannot be read as YAML, in words that follow the name of its file. */
export class NoYaml extends Error {}

/** The text exceeds a limit. */
export class BeyondLimits extends NoYaml {}

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Reads YAML that was written by hand, within the limits of size, depth, values and aliases. The result is limited to
 * what JSON can express: other tags, keys that are not strings, and aliases of their own ancestors are rejected.
 * @throws NoYaml with one line that has the fault and its place
 */
export function readYaml(text: string, options: Options = {}): unknown {
  const lines = new (yaml().LineCounter)();
  const document = yamlDocument(text, { ...options, lineCounter: lines });
  const problem = problemOf(document, lines) ?? oddTag(document, lines) ?? oddKey(document, lines);
  if (problem !== undefined) throw new NoYaml(problem);
  return valueOf(document, lines);
}

/** Reads YAML of the package itself, which only its authors write and the tests read: no limits apply. */
export const ownYaml = (text: string): unknown => yaml().parse(text);

/**
 * Parses a text within the limits. Duplicate keys are not reported, because comparing every key with all others takes
 * quadratic time. Errors have no excerpts of the text for the same reason.
 * @param most the largest text that is read, in UTF-16 units
 * @throws BeyondLimits
 */
export function yamlDocument(text: string, options: Options = {}, most: number = LIMITS.written): Document {
  const excess = yamlExcess(text, most);
  if (excess !== undefined) throw new BeyondLimits(excess);
  return yaml().parseDocument(text, {
    ...options,
    ...{ uniqueKeys: false, prettyErrors: false, resolveKnownTags: false, logLevel: 'error' },
  });
}

/** Number of errors that are collected; each costs as much as a thousand values. */
const FAULTS = 100;

/** The limit that a text exceeds, found in its tokens before recursive functions compose them. */
function yamlExcess(text: string, most: number): string | undefined {
  if (text.length > most) return `larger than the limit of ${most} characters; ${raising('written')}`;
  const parser = new (yaml().Parser)();
  let pieces = 0;
  const faults: number[] = [];
  let line = 1;
  for (const piece of new (yaml().Lexer)().lex(text)) {
    if (piece === '\n') line += 1;
    pieces += 1;
    if (pieces > LIMITS.pieces)
      return `more than ${LIMITS.pieces} pieces of YAML, from line ${line} on; ${raising('pieces')}`;
    for (const token of parser.next(piece)) if (token.type === 'error') faults.push(line);
    if (piece.startsWith('"')) faults.push(...Array(wrongEscapes(piece)).fill(line));
    if (faults.length > FAULTS) return `not YAML: more than ${FAULTS} faults from line ${faults[0]} on`;
    if (parser.stack.length > LIMITS.depth)
      return `nested more than ${LIMITS.depth} levels deep in line ${line}; ${raising('depth')}`;
  }
  return undefined;
}

/** An escape sequence in double quotes; an invalid character after the backslash is captured. */
const ESCAPE =
  /\\(?:[0abetnvfr "/\\NLP_\t\r\n]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U00(?:0\d|10)[\dA-Fa-f]{4}|([^]|$))/g;

/** The number of invalid escapes, each of which the library would report; counts up to one more than the limit. */
function wrongEscapes(quoted: string): number {
  let count = 0;
  for (const [, wrong] of quoted.matchAll(ESCAPE)) {
    if (wrong !== undefined) count += 1;
    if (count > FAULTS) break;
  }
  return count;
}

/** Length after which names from a text are cut off in messages. */
const SHOWN = 200;

const at = (lines: LineCounter, offset: number): string => {
  const { line, col } = lines.linePos(offset);
  return `at line ${line}, column ${col}`;
};

/** The first error of a document in one line with its place; undefined if there is none. */
export function problemOf({ errors }: Document, lines: LineCounter): string | undefined {
  const [error] = errors;
  if (!error) return undefined;
  const what =
    error.code === 'MULTIPLE_DOCS' ? 'It has several documents' : error.message.replaceAll(/\s+/g, ' ');
  return `${what.slice(0, SHOWN)} ${at(lines, error.pos[0])}`;
}

function oddTag({ warnings }: Document, lines: LineCounter): string | undefined {
  const warning = warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (!warning) return undefined;
  const tag = warning.message.replace('Unresolved tag: ', '').replace('tag:yaml.org,2002:', '!!');
  return `The tag ${tag.slice(0, SHOWN)} is not read ${at(lines, warning.pos[0])}`;
}

/** A duplicate key, or a key that is not a plain value. */
function oddKey(document: Document, lines: LineCounter): string | undefined {
  let found: string | undefined;
  yaml().visit(document, {
    Map(_, map) {
      const known = new Set<unknown>();
      for (const { key } of map.items) {
        const offset = yaml().isNode(key) ? (key.range?.[0] ?? 0) : 0;
        if (!yaml().isScalar(key)) found ??= `Map keys must be texts ${at(lines, offset)}`;
        else if (known.has(key.value)) found ??= `Map keys must be unique ${at(lines, offset)}`;
        else known.add(key.value);
      }
      return found === undefined ? undefined : yaml().visit.BREAK;
    },
  });
  return found;
}

/**
 * Converts a document to its value.
 * @param aliased how many alias expansions are permitted
 * @throws BeyondLimits if aliases expand to too much, have no target, or refer to their own ancestors
 */
export function valueOf(document: Document, lines: LineCounter, aliased: number = LIMITS.aliases): unknown {
  // The library's error has no place.
  let first = 0;
  yaml().visit(document, {
    Alias(_, alias, path) {
      first ||= alias.range?.[0] ?? 0;
      if (!path.some((above) => yaml().isCollection(above) && above.anchor === alias.source))
        return undefined;
      const name = alias.source.slice(0, SHOWN);
      throw new BeyondLimits(
        `The alias ${name} refers to a value that contains it ${at(lines, alias.range?.[0] ?? 0)}`,
      );
    },
  });
  try {
    return document.toJS({ maxAliasCount: aliased });
  } catch (error) {
    const { message } = error as Error;
    const from = `from line ${lines.linePos(first).line} on`;
    throw new BeyondLimits(
      message.startsWith('Excessive alias count')
        ? `aliases expand to too many values; write them out, ${from}; ${raising('aliases')}`
        : `${message.slice(0, SHOWN)}, ${from}`,
      { cause: error },
    );
  }
}
