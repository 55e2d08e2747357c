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
  } catch (error) {
    throw text.length > EXPLAINED ? placeOf(text, error as Error) : faultOf(text);
  }
}

/** Of a longer text it is said where its fault is, and not what it is: to find that out would take as much again. */
const EXPLAINED = 256 * 1024;

/** Where JavaScript's own parser breaks off, by the number in its message. */
function placeOf(text: string, { message }: Error): NoJson {
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return new NoJson(`not JSON: it breaks in line ${line}, column ${at - start + 1}`);
}

/** The first fault. The parser is left as soon as it tells of one, since a text may have a fault in every byte. */
function faultOf(text: string): NoJson {
  const onError = (error: ParseErrorCode, _offset: number, _length: number, line: number, column: number) => {
    throw new NoJson(`not JSON: ${printParseErrorCode(error)} in line ${line + 1}, column ${column + 1}`);
  };
  try {
    visit(text, { onError }, { disallowComments: true });
  } catch (error) {
    if (error instanceof NoJson) return error;
    throw error;
  }
  return new NoJson('no JSON');
}
