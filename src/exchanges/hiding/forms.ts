/** Forms that a value must have to be shown. Each is a property of the value alone, and takes linear time. */

const MONTHS = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const HTTP_DATE = new RegExp(
  `^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, \\d\\d[ -]${MONTHS}[ -]\\d{2,4} \\d\\d:\\d\\d:\\d\\d (?:GMT|UTC|[+-]\\d{4})$`,
);
const ISO_DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?$/;
const GUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
const NUMBER = /^-?\d{1,8}(?:\.\d{1,6})?$/;
const VERSION = /^v?\d{1,5}(?:\.\d{1,5}){0,4}(?:;[A-Za-z]{1,12})?$/;
/** Letters, with hyphens, dots and the like between them, and at most two digits behind. */
const OPEN_WORD = /^[A-Za-z]{1,16}(?:[-_.+][A-Za-z]{1,16}){0,5}\d{0,2}$/;
const SHORT = /^[\w.*+$-]{1,6}$/;
const CODE = /^[A-Za-z]{1,40}(?:[._-][A-Za-z]{1,40}){0,4}\d{0,7}$/;
const LABEL = /^[A-Za-z][A-Za-z-]{0,39}\d{0,2}$/;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$|^\[[\da-fA-F:.]{2,45}\]$/;
const TYPE_NAME = /^#?[A-Za-z]{1,80}(?:\.[A-Za-z]{1,80}){0,6}$/;
const DURATION = /^-?P(?:\d{1,5}[YMWD]){0,4}(?:T(?:\d{1,6}(?:\.\d{1,6})?[HMS]){0,3})?$/;

/**
 * Whether letters are mixed as those of a key are: a capital with one small letter, over and over, which the words of a
 * name in camel case have seldom.
 */
export function isScrambled(word: string): boolean {
  if (word.length < 12) return false;
  const count = word.match(/[A-Z][a-z](?![a-z])/g)?.length ?? 0;
  return count >= 3 && 8 * count >= word.length;
}

export const isHttpDate = (value: string): boolean => HTTP_DATE.test(value);
export const isIsoDate = (value: string): boolean => ISO_DATE.test(value);
export const isGuid = (value: string): boolean => GUID.test(value);
export const isNumber = (value: string): boolean => NUMBER.test(value);
export const isVersion = (value: string): boolean => VERSION.test(value.trim());
export const isCode = (value: string): boolean =>
  value.length <= 64 && CODE.test(value) && !isScrambled(value);
export const isTypeName = (value: string): boolean => value.length <= 160 && TYPE_NAME.test(value);
export const isDuration = (value: string): boolean => DURATION.test(value);

/** A host, perhaps with a port. */
export function isHost(value: string): boolean {
  const host = value.trim().replace(/:\d{1,5}$/, '');
  return (
    host.length <= 120 &&
    (IP_ADDRESS.test(host) || host.split('.').every((label) => LABEL.test(label) && !isScrambled(label)))
  );
}

/** Telephone numbers, as they are written for people. */
export const PHONES = /\+\d[\d ().-]{6,20}\d|(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b/g;
const PHONE = new RegExp(PHONES.source);

const pieces = (value: string): string[] => value.split(/[\s,;=:/"'()<>]+/).filter((piece) => piece !== '');

/** Whether a text is written in the letters of Base64, with digits among letters, as keys are; `/` is one of them. */
const isLikeBase64 = (run: string): boolean =>
  run.length >= 16 &&
  run.includes('/') &&
  /^[\w+/-]+=*$/.test(run) &&
  run
    .split('/')
    .some((part) => /[a-z]/i.test(part) && /\d/.test(part) && !OPEN_WORD.test(part) && !VERSION.test(part));

/** Words such as names of products, media types and preferences are made of. */
export const isOpenWords = (value: string): boolean =>
  value.length <= 400 &&
  !PHONE.test(value) &&
  !value.split(/[\s,;:"'()<>]+/).some(isLikeBase64) &&
  pieces(value).every(
    (piece) =>
      SHORT.test(piece) ||
      (OPEN_WORD.test(piece) && !isScrambled(piece)) ||
      VERSION.test(piece) ||
      NUMBER.test(piece),
  );

/** A few letters, as an answer in a member of the contract may be misspelt. */
export const isLetters = (value: string): boolean => /^[A-Za-z]{1,24}$/.test(value) && !isScrambled(value);

/** Words of HTTP itself, by a list. */
export const isWordsOf =
  (words: ReadonlySet<string>) =>
  (value: string): boolean =>
    value.length <= 1000 &&
    pieces(value.toLowerCase()).every(
      (piece) => words.has(piece) || /^\d{1,8}(?:\.\d{1,6})?$/.test(piece) || piece === '*',
    );

/** A name or a sentence: words of letters, with a number or two. */
export const isPlainWords = (value: string): boolean =>
  isGuid(value) ||
  isIsoDate(value) ||
  value
    .split(/[\s/]+/)
    .every(
      (word) =>
        /^[('"]?(?:\p{L}{1,24}(?:[-_.'’]\p{L}{1,24}){0,4}\d?|\d{1,4})?[)'".,:;!?]?$/u.test(word) &&
        !isScrambled(word),
    );
