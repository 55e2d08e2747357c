import { rangeOf } from '../../ranges';

/** The primitive types of EDM, by the name that pages give them in small letters. */
const PRIMITIVES = new Map(
  [
    'Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid Int16 Int32 Int64 SByte Single Stream',
    'String TimeOfDay',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => [name.toLowerCase(), `Edm.${name}`]),
);

/** The type in a table of properties as CSDL would write it; what is no type of EDM and no name stays as it is. */
export function typeInTable(cell: string): string {
  const text = cell.replace(/^Edm\./, '').trim();
  const [, ofCollection] =
    /^(?:collection of |collection\()?\s*(.*?)\)?\s*(?:collection|objects?)?$/i.exec(text) ?? [];
  const isList = /collection/i.test(text);
  const name = (isList ? ofCollection : text) ?? text;
  const bare = name
    .trim()
    .replace(/^#?microsoft\.graph\./, '')
    .replace(/^Edm\./, '');
  const type = PRIMITIVES.get(bare.toLowerCase()) ?? bare;
  return isList ? `Collection(${type})` : type;
}

/** A whole number, in groups of three or not. */
const NUMBER = String.raw`(-?\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?!\d)|-?\d[\d,]*)(?!\.\d)`;
/** Between a number and what comes after it there may be what it counts. */
const UNIT = String.raw`\s*(?:(?:characters?|minutes?|days?|hours?)\s+)?`;
const BETWEEN = new RegExp(
  String.raw`(?:between|from|(?:range|length|value)s?(?: of| is|:)?)\s+\[?${NUMBER}${UNIT}(?:and|up to|to|through|,|-|–|—)\s*${NUMBER}`,
  'i',
);
const DASH = new RegExp(
  String.raw`(?:^|[\s([])${NUMBER}${UNIT}(?:-|–|—|to|through)\s*${NUMBER}(?=\s*(?:characters|minutes|days|hours|[)\].]))`,
  'i',
);
const NOT = String.raw`(?:not|n't|never)(?: be)?`;
/** Bounds that are values themselves, and those that are not. */
const AT_LEAST = new RegExp(
  String.raw`(?:at least|no (?:less|fewer|shorter|smaller) than|${NOT} (?:less|fewer|shorter|smaller|lower) than|${NOT} be below|greater than or equal to|minimum(?: value| length)?(?: is| of|:)?|>=|≥)\s+${NUMBER}`,
  'i',
);
const OR_MORE = new RegExp(String.raw`${NUMBER}${UNIT}or (?:more|longer|greater|above)\b`, 'i');
const MORE_THAN = new RegExp(
  String.raw`(?<!no )(?<!not )(?<!n't )(?<!not be )(?<!n't be )(?:more|greater|larger|longer|higher) than\s+${NUMBER}`,
  'i',
);
const AT_MOST = new RegExp(
  String.raw`(?:at most|no (?:more|greater|larger|longer) than|${NOT} (?:more|greater|larger|longer|higher) than|${NOT} exceed|less than or equal to|up to|maximum(?: value| length)?(?: is| of|:)?|<=|≤)\s+${NUMBER}`,
  'i',
);
const OR_LESS = new RegExp(String.raw`${NUMBER}${UNIT}or (?:less|fewer|shorter|below)\b`, 'i');
const LESS_THAN = new RegExp(
  String.raw`(?<!no )(?<!not )(?<!n't )(?<!not be )(?<!n't be )(?:less|fewer|smaller|shorter|lower) than\s+${NUMBER}`,
  'i',
);

/** The range that a description of a property states. */
export function rangeIn(text: string): string | undefined {
  const [, low, high] = BETWEEN.exec(text) ?? DASH.exec(text) ?? [];
  if (low !== undefined && high !== undefined) return rangeOf(numberOf(low), numberOf(high));
  const first = (one: RegExp, other: RegExp, beyond: RegExp, step: number): number | undefined => {
    const [, itself] = one.exec(text) ?? other.exec(text) ?? [];
    if (itself !== undefined) return numberOf(itself);
    const [, outside] = beyond.exec(text) ?? [];
    return outside === undefined ? undefined : numberOf(outside) + step;
  };
  const least = first(AT_LEAST, OR_MORE, MORE_THAN, 1);
  const most = first(AT_MOST, OR_LESS, LESS_THAN, -1);
  return least === undefined && most === undefined ? undefined : rangeOf(least, most);
}

const numberOf = (text: string): number => Number(text.replace(/[,\s]/g, ''));

/** `between the **lower** and **upper**`, as names of two other properties. */
export function orderIn(markdown: string): [lower: string, upper: string] | undefined {
  const [, lower, upper] =
    /between\s+(?:the\s+)?(?:\*\*|`)(\w+)(?:\*\*|`)\s+and\s+(?:the\s+)?(?:\*\*|`)(\w+)(?:\*\*|`)/i.exec(
      markdown,
    ) ?? [];
  return lower !== undefined && upper !== undefined ? [lower, upper] : undefined;
}

/** A list of members in code after the words that announce one; after other words, only at once and of several. */
const IN_CODE =
  /\b(?:(?:possible|supported|allowed|valid|permitted)\s+values(?:\s+(?:are|include))?|values\s+are)\s*:?\s*([^.]*?`\w+`(?:[^.`]*`\w+`)*)/i;
const IN_CODE_AT_ONCE = /\b(?:can be|must be|either|one of)\s*:?\s*(`\w+`(?:(?:,|\s|and|or)+`\w+`)+)/i;
const IN_WORDS =
  /(?:possible|supported|allowed|valid)\s+values(?:\s+(?:are|include))?\s*:\s*(\w+(?:,\s*(?:(?:and|or)\s+)?\w+)+)\s*(?:\.|$)/i;

/** The members of an enumeration that a description lists as possible. */
export function membersIn(markdown: string): string[] | undefined {
  const [, list] = IN_CODE.exec(markdown) ?? IN_CODE_AT_ONCE.exec(markdown) ?? [];
  if (list !== undefined) return [...list.matchAll(/`(\w+)`/g)].map(([, member = '']) => member);
  const [, words] = IN_WORDS.exec(markdown) ?? [];
  return words?.split(',').map((word) => word.trim().replace(/^(?:and|or)\s+/i, ''));
}

/** Whether a description says that null is a value; undefined where it doesn't say. */
export function nullableIn(text: string): boolean | undefined {
  if (
    /\bnot[- ]nullable\b|\bnon-nullable\b|\b(?:can't|cannot|can not|must not|may not|is never|never|isn't|is not) (?:be )?null\b|\bnull (?:is not|isn't|is never) /i.test(
      text,
    )
  )
    return false;
  return /\bnullable\b|\b(?:can|may|might) be null\b|\bor null\b|\bnull is allowed\b/i.test(text)
    ? true
    : undefined;
}

/** Whether a description says that a value can't be changed. */
export const isReadOnly = (text: string): boolean =>
  /\bread[- ]?only\b|\b(?:can't|cannot|can not|must not) be (?:updated|changed|modified)\b|\b(?:immutable|not updatable)\b/i.test(
    text,
  );

/** The statuses of success that a text names, as three digits, with what follows each. */
export const statusesIn = (text: string): string[] =>
  [...text.matchAll(/\b(2\d\d)\b(?=[\s`*]+[A-Z])|\b(?:status|HTTP) (?:code )?`?(2\d\d)\b|`(2\d\d)`/g)].map(
    ([, named, coded, bare]) => named ?? coded ?? bare ?? '',
  );

/** What a text says of the body of an answer. */
export function bodyIn(text: string): string | undefined {
  if (
    /\b(?:does(?:n't| not) return anything|no content|nothing) in the response body|\bempty (?:response )?body\b|\bno response body\b/i.test(
      text,
    )
  )
    return 'none';
  if (/\bresponse body (?:contains|has|holds)\b/i.test(text)) return 'an object';
  const [, type] =
    /(?:and|with|returns?)\s+(?:an?|the)\s+(?:updated\s+|new\s+|requested\s+)?\[?[*`]*(\w+)[*`]*\]?(?:\([^)]*\))?\s+(?:object|resource)?[^.]*?in the response body/i.exec(
      text,
    ) ?? [];
  return type;
}

/** Whether a sentence of a text demands what the text is about. */
export const isDemanded = (text: string): boolean =>
  text
    .split(/(?<=[.!?])\s+/)
    .some(
      (sentence) => /\b(?:must|required|has to|needs to|mandatory)\b/i.test(sentence) && !isWaived(sentence),
    );

/** Whether a sentence says that something may be left out, or has to be. */
const isWaived = (sentence: string): boolean =>
  isNotRequired(sentence) ||
  /\b(?:must not|mustn't|(?:doesn't|does not) (?:need|have) to|need not|may be|can be omitted|if possible)\b/i.test(
    sentence,
  );

/** "Optional", "not required", "isn't required". */
export const isNotRequired = (text: string): boolean =>
  /\b(?:not|never|\w+n't|no longer) (?:be )?(?:required|needed|mandatory)\b|\boptional\b/i.test(text);
