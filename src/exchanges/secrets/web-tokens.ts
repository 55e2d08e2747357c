/** What a JSON Web Token begins with: `{"` in Base64url. */
const START = 'eyJ';
/** Characters behind that, and of the second part, that a token has at least. */
const SHORTEST = 8;
const WORD = /\w/;

/**
 * Replaces the JSON Web Tokens in a text: three parts of Base64url with dots between them, of which the first begins
 * as a JSON object does, and a word. Each part of the text is looked at twice at most, so that a text of nothing but
 * beginnings takes no longer than any other.
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-3
 */
export function replaceWebTokens(text: string, replacement: (token: string) => string): string {
  let clean = '';
  let done = 0;
  for (let start = text.indexOf(START); start >= 0; start = text.indexOf(START, start)) {
    const dot = endOfPart(text, start);
    const secondDot = text[dot] === '.' ? endOfPart(text, dot + 1) : dot;
    const at = text[secondDot] === '.' && secondDot - dot > SHORTEST ? startOfWord(text, start, dot) : -1;
    // Where no token begins in this part, none does further on in it.
    start = dot;
    if (at < 0) continue;
    start = endOfPart(text, secondDot + 1);
    clean += text.slice(done, at) + replacement(text.slice(at, start));
    done = start;
  }
  return done === 0 ? text : clean + text.slice(done);
}

/** Where in a part a token begins: at the start of a word, and not too near the end; -1 for nowhere. */
function startOfWord(text: string, from: number, end: number): number {
  const last = end - START.length - SHORTEST;
  for (let at = from; at >= 0 && at <= last; at = text.indexOf(START, at + 1))
    if (at === 0 || !WORD.test(text.charAt(at - 1))) return at;
  return -1;
}

/** The first character from `start` on that is none of Base64url. */
function endOfPart(text: string, start: number): number {
  let end = start;
  while (end < text.length && isOfPart(text.charCodeAt(end))) end += 1;
  return end;
}

const isOfPart = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x30 && unit <= 0x39) ||
  unit === 0x2d ||
  unit === 0x5f;
