import type * as Yaml from 'yaml';
import type { Document, DocumentOptions, ParseOptions, SchemaOptions } from 'yaml';
import { onDemand } from '../on-demand';
import { LIMITS } from './limits';

const yaml = onDemand<typeof Yaml>('yaml');

/** What of a YAML text passes a limit, in words that follow the name of its file. */
export class BeyondLimits extends Error {}

/** Aliases are followed so often that they stand for no more than about so many values. */
const ALIASED = 100;

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Reads YAML that somebody wrote by hand, within the limits of size, depth, values and aliases.
 * @throws BeyondLimits, or the first YAMLParseError: one line says what is wrong, and where
 */
export function readYaml(text: string, options: Options = {}): unknown {
  const lineCounter = new (yaml().LineCounter)();
  const document = yamlDocument(text, { ...options, lineCounter });
  const [error] = document.errors;
  if (error) throw error;
  const twice = keyTwice(document);
  if (twice !== undefined) {
    const { line, col } = lineCounter.linePos(twice);
    throw new Error(`Map keys must be unique at line ${line}, column ${col}`);
  }
  return valueOf(document, lineCounter);
}

/** YAML of the package itself, which nobody else writes and the tests read: it is held to no limit. */
export const ownYaml = (text: string): unknown => yaml().parse(text);

/**
 * The document of a text that is within the limits. Keys that stand twice are not told of: to compare each with all
 * others would take the square of their number.
 * @param most the largest text that is read, in UTF-16 units
 * @throws BeyondLimits
 */
export function yamlDocument(text: string, options: Options = {}, most: number = LIMITS.written): Document {
  const excess = yamlExcess(text, most);
  if (excess !== undefined) throw new BeyondLimits(excess);
  return yaml().parseDocument(text, { ...options, uniqueKeys: false });
}

/** What passes a limit; told by the pieces of the text, before they are put together by functions that recurse. */
function yamlExcess(text: string, most: number): string | undefined {
  if (text.length > most) return `larger than ${most} characters, which is the most that is read; split it`;
  const parser = new (yaml().Parser)();
  let pieces = 0;
  let line = 1;
  for (const piece of new (yaml().Lexer)().lex(text)) {
    if (piece === '\n') line += 1;
    pieces += 1;
    if (pieces > LIMITS.pieces) return `more than ${LIMITS.pieces} pieces of YAML, from line ${line} on`;
    // What it hands on is not looked at: how much it has open is what counts.
    for (const token of parser.next(piece)) void token;
    if (parser.stack.length > LIMITS.depth)
      return `nested more than ${LIMITS.depth} levels deep in line ${line}`;
  }
  return undefined;
}

/** @throws BeyondLimits where the aliases stand for too much, or for nothing */
function valueOf(document: Document, lines: Yaml.LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASED });
  } catch (error) {
    // The library does not say where.
    let first = 0;
    yaml().visit(document, {
      Alias(_, { range }) {
        first = range?.[0] ?? 0;
        return yaml().visit.BREAK;
      },
    });
    const isTooMuch = (error as Error).message.startsWith('Excessive alias count');
    const what = isTooMuch ? 'aliases stand for too many values; write them out' : (error as Error).message;
    throw new BeyondLimits(`${what}, from line ${lines.linePos(first).line} on`, { cause: error });
  }
}

/** Where a key stands that its map has already; undefined where none does. */
function keyTwice(document: Document): number | undefined {
  let found: number | undefined;
  yaml().visit(document, {
    Map(_, map) {
      const known = new Set<unknown>();
      for (const { key } of map.items) {
        if (!yaml().isScalar(key)) continue;
        if (known.has(key.value)) found ??= key.range?.[0] ?? 0;
        known.add(key.value);
      }
      return found === undefined ? undefined : yaml().visit.BREAK;
    },
  });
  return found;
}
