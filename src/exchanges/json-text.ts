import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** What keeps a text from being JSON, in words that quote nothing of it. */
export class NoJson extends Error {}

/**
 * Parses JSON. JavaScript's own parser would quote the text around the fault, and a token may stand there.
 * @throws NoJson that says what is wrong and in which line and column
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const [first] = errors;
    if (!first) throw new NoJson('no JSON');
    const before = text.slice(0, first.offset).split('\n');
    const column = (before.at(-1) as string).length + 1;
    throw new NoJson(
      `no JSON: ${printParseErrorCode(first.error)} in line ${before.length}, column ${column}`,
    );
  }
}
