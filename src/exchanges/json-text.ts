import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser';
import { excessInWords, excessOf } from '../bounds/excess';

/** What keeps a text from being JSON, or from being read, in words that quote nothing of it. */
export class NoJson extends Error {}

/**
 * Parses JSON within the limits of depth and number of values. JavaScript's own parser would quote the text around
 * a fault, and a token may stand there.
 * @throws NoJson that says what is wrong and where: line and column, or the byte at which a limit is passed
 */
export function parseJson(text: string): unknown {
  const excess = excessOf(text);
  if (excess) throw new NoJson(excessInWords(excess));
  try {
    return JSON.parse(text);
  } catch {
    throw faultOf(text);
  }
}

/** The first fault. The parser is left as soon as it tells of one, since a text may have a fault in every byte. */
function faultOf(text: string): NoJson {
  const onError = (error: ParseErrorCode, _offset: number, _length: number, line: number, column: number) => {
    throw new NoJson(`no JSON: ${printParseErrorCode(error)} in line ${line + 1}, column ${column + 1}`);
  };
  try {
    visit(text, { onError }, { disallowComments: true });
  } catch (error) {
    if (error instanceof NoJson) return error;
    throw error;
  }
  return new NoJson('no JSON');
}
