import { plainText } from './markdown';
import { rangeOf } from '../../ranges';
import { inUnit, unitAtStart, unitIn, unitOfName } from './units';

/** The primitive types of EDM by their lower-case names in pages. */
const PRIMITIVES = new Map(
  [
    'Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid Int16 Int32 Int64 SByte Single Stream',
    'String TimeOfDay',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => [name.toLowerCase(), `Edm.${name}`]),
);

/**
 * The type in a properties table in CSDL notation; a text that is neither an EDM type nor a name is returned
 * unchanged.
 */
export function typeInTable(cell: string): string {
  const text = cell.replace(/^Edm\./, '').trim();
  const isList = /collection/i.test(text);
  const name = isList
    ? text
        .replace(/^collection(?: of |\()/i, '')
        .replace(/(?:collection|objects?)$/i, '')
        .trim()
        .replace(/\)$/, '')
    : text;
  const bare = name
    .trim()
    .replace(/^#?microsoft\.graph\./, '')
    .replace(/^Edm\./, '');
  const type = PRIMITIVES.get(bare.toLowerCase()) ?? bare;
  return isList ? `Collection(${type})` : type;
}

/** Number of UTF-16 units of a text that are examined; no description is longer. */
const LONGEST = 16 * 1024;

/** A text with single spaces, so that patterns need not handle runs of them. */
const flatOf = (text: string): string => text.slice(0, LONGEST).replace(/\s+/g, ' ');

/** A whole number, with or without groups of three digits. */
const NUMBER = String.raw`(-?\d{1,3}(?: \d{3}){1,5}(?!\d)|-?\d[\d,]{0,20})(?!\.\d)`;
/** Between a number and what comes after it there may be what it counts. */
const UNIT = String.raw` ?(?:(?:characters?|digits?|seconds?|minutes?|days?|hours?) )?`;
const BETWEEN = new RegExp(
  String.raw`(?:between|from|(?:range|length|value)s?(?: of| is|:)?)\s+\[?${NUMBER}${UNIT}(?:and|up to|to|through|,|-|–|—) ?${NUMBER}`,
  'i',
);
const DASH = new RegExp(
  String.raw`(?:^|[\s([])${NUMBER}${UNIT}(?:-|–|—|to|through) ?${NUMBER}(?= ?(?:characters|digits|seconds|minutes|days|hours|[)\].]))`,
  'i',
);
const NOT = String.raw`(?:not|n't|never)(?: be)?`;
/** Inclusive bounds, and exclusive bounds. */
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

/** Bounds without a number. */
const SIGNED: readonly [words: RegExp, least: number][] = [
  [/\bnon-?negative\b/i, 0],
  [/\bpositive (?:integer|number|value)\b/i, 1],
];

/**
 * The range that a description of a property states, in the unit that the property's name has.
 * @param name the property; by default one without a unit
 */
export function rangeIn(text: string, name = ''): string | undefined {
  const flat = flatOf(text);
  const own = unitOfName(name);
  const behind = (match: RegExpExecArray): string => flat.slice(match.index + match[0].length);
  const between = BETWEEN.exec(flat) ?? DASH.exec(flat);
  const [words = '', low, high] = between ?? [];
  if (between && low !== undefined && high !== undefined) {
    const unit = unitAtStart(behind(between));
    return rangeOf(inUnit(numberOf(low), unitIn(words) ?? unit, own), inUnit(numberOf(high), unit, own));
  }
  const first = (one: RegExp, other: RegExp, beyond: RegExp, step: number): number | undefined => {
    const itself = one.exec(flat) ?? other.exec(flat);
    const match = itself ?? beyond.exec(flat);
    if (!match) return undefined;
    const value = numberOf(match[1] as string) + (itself ? 0 : step);
    return inUnit(value, unitIn(match[0]) ?? unitAtStart(behind(match)), own);
  };
  const least = first(AT_LEAST, OR_MORE, MORE_THAN, 1) ?? SIGNED.find(([signed]) => signed.test(flat))?.[1];
  const most = first(AT_MOST, OR_LESS, LESS_THAN, -1);
  return least === undefined && most === undefined ? undefined : rangeOf(least, most);
}

const numberOf = (text: string): number => Number(text.replace(/[,\s]/g, ''));

/** `between the **lower** and **upper**`, where both are names of other properties. */
export function orderIn(markdown: string): [lower: string, upper: string] | undefined {
  const [, lower, upper] =
    /between (?:the )?(?:\*\*|`)(\w+)(?:\*\*|`) and (?:the )?(?:\*\*|`)(\w+)(?:\*\*|`)/i.exec(
      flatOf(markdown),
    ) ?? [];
  return lower !== undefined && upper !== undefined ? [lower, upper] : undefined;
}

/** Words that introduce a list of members in code format in the same sentence. */
const ANNOUNCED =
  /\b(?:(?:possible|supported|allowed|valid|permitted) values(?: (?:are|include))?|values are)\b/gi;
/** After these words, a list in code format must follow directly and have several members. */
const AT_ONCE = /\b(?:can be|must be|either|one of) ?:? ?(?=`)/gi;
/** A member in code format, with the separator before it. */
const NEXT_CODE = /(?:, ?|,? (?:and|or) | )?`(\w+)`/y;
const BEFORE_WORDS = /\b(?:possible|supported|allowed|valid) values(?: are| include)? ?:/gi;

/** The enumeration members that a description lists as possible. */
export function membersIn(markdown: string): string[] | undefined {
  const flat = flatOf(markdown);
  return itemsIn(flat) ?? announcedIn(flat) ?? codesAtOnce(flat) ?? wordsIn(flat);
}

/** Whether a text has a number, in whichever words. */
export const namesNumber = (text: string, wanted: number): boolean =>
  [...flatOf(text).matchAll(new RegExp(NUMBER, 'g'))].some(([, number = '']) => numberOf(number) === wanted);

/** The single value that a description states as the only one. */
export function onlyIn(markdown: string): string[] | undefined {
  const [, value] = /\b(?:(?:must|can only|has to) be|is always) `(\w+)`/i.exec(flatOf(markdown)) ?? [];
  return value === undefined ? undefined : [value];
}

/** A member in code format at the start of an HTML list item. */
const ITEM = /<li> ?`(\w+)`/gi;

/** The members of a list after its introduction; each item may have a description. */
function itemsIn(text: string): string[] | undefined {
  const [announcement] = text.matchAll(ANNOUNCED);
  if (!announcement) return undefined;
  const items = [...text.slice(announcement.index).matchAll(ITEM)].map(([, code = '']) => code);
  return items.length > 1 ? items : undefined;
}

function codesAtOnce(text: string): string[] | undefined {
  for (const { 0: words, index } of text.matchAll(AT_ONCE)) {
    const codes: string[] = [];
    NEXT_CODE.lastIndex = index + words.length;
    for (let next = NEXT_CODE.exec(text); next; next = NEXT_CODE.exec(text)) codes.push(next[1] as string);
    if (codes.length > 1) return codes;
  }
  return undefined;
}

/** Words separated by commas, up to the end of the sentence. */
function wordsIn(text: string): string[] | undefined {
  const [announcement] = text.matchAll(BEFORE_WORDS);
  if (!announcement) return undefined;
  const [list = ''] = text.slice(announcement.index + announcement[0].length).split('.', 1);
  const words = list.split(',').map((word) => word.trim().replace(/^(?:and|or) /i, ''));
  return words.length > 1 && words.every((word) => /^\w+$/.test(word)) ? words : undefined;
}

const codesIn = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, code = '']) => code);

function announcedIn(text: string): string[] | undefined {
  let end = 0;
  for (const { index } of text.matchAll(ANNOUNCED)) {
    // If a sentence has no list after one introduction, it has none after a later one.
    if (index < end) continue;
    end = text.indexOf('.', index) + 1 || text.length;
    const codes = codesIn(text.slice(index, end));
    if (codes.length > 0) return codes;
  }
  return undefined;
}

/** Whether a description permits null; undefined if it does not say. */
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

/** Whether a description says that a value is read-only. */
export const isReadOnly = (text: string): boolean =>
  /\bread[- ]?only\b|\b(?:can't|cannot|can not|must not) be (?:updated|changed|modified)\b|\b(?:immutable|not updatable)\b/i.test(
    text,
  );

/** Whether a description says in one word that a member is required or optional; undefined if it says neither. */
export function requiredIn(text: string): boolean | undefined {
  const words = text
    .split(/[.;]/)
    .map((sentence) => sentence.trim().toLowerCase())
    .map((sentence) => sentence.replace(/^(?:(?:this|the) (?:property|value|member|field)|it) is /, ''));
  if (words.includes('required')) return true;
  return words.includes('optional') || words.includes('not required') ? false : undefined;
}

/** The type that a description says the property is inherited from. */
export const inheritedIn = (text: string): string | undefined =>
  /\binherited from (?:the )?(\w+)/i.exec(text)?.[1];

/** Whether a description says that this property, and not another one that it names, is deprecated. */
export function isDeprecated(markdown: string, property: string): boolean {
  const flat = flatOf(markdown).replace(/(?:\*\*|`)(\w+)(?:\*\*|`)/g, (code, name) =>
    name === property ? 'it' : code,
  );
  return flat
    .split(/(?<=[.!?;])\s/)
    .some((sentence) => DEPRECATED.test(sentence) && !OF_ANOTHER.test(sentence));
}

const DEPRECATED = /^\W*deprecated\b|\b(?:is|are|was|has been|will be)(?: now)? deprecated\b/i;
/** A member or another property that is, or nothing. */
const OF_ANOTHER =
  /[`*](?: (?:property|member|value|option))? (?:is|are|was|has been|will be)(?: now)? deprecated\b/i;

/** The default that a description states: a number, a boolean, or a member. */
export function defaultIn(text: string): string | undefined {
  const [, value] =
    /\bdefault(?:s| value)? ?(?:is|of|to|:)(?: set to)? ?(-?\d[\d,]{0,20}|true|false|enabled|disabled)\b/i.exec(
      flatOf(text),
    ) ?? [];
  return value?.replaceAll(',', '').toLowerCase();
}

/** The three-digit statuses of success in a text, each with the text after it. */
export const statusesIn = (text: string): string[] =>
  [...text.matchAll(/\b(2\d\d)\b(?=[\s`*]+[A-Z])|\b(?:status|HTTP) (?:code )?`?(2\d\d)\b|`(2\d\d)`/g)].map(
    ([, named, coded, bare]) => named ?? coded ?? bare ?? '',
  );

const IN_BODY = 'in the response body';
const RETURNED = /\b(?:and|with|returns?) (?:an?|the) (?:updated |new |requested )?(\w+)/gi;

/** What a text says about the body of an answer. */
export function bodyIn(text: string): string | undefined {
  if (
    /\b(?:does(?:n't| not) return anything|no content|nothing) in the response body|\bempty (?:response )?body\b|\bno response body\b/i.test(
      text,
    )
  )
    return 'none';
  if (/\bresponse body (?:contains|has|holds)\b/i.test(text)) return 'an object';
  // Of all returned things in a sentence, the closest one is the body.
  const [, type] =
    plainText(text)
      .split('.')
      .flatMap((sentence) =>
        [...sentence.split(IN_BODY).slice(0, -1).join(IN_BODY).matchAll(RETURNED)].slice(-1),
      )
      .at(0) ?? [];
  return type;
}

/** Whether a sentence of a text requires the subject of the text. */
export const isDemanded = (text: string): boolean =>
  text
    .split(/(?<=[.!?])\s+/)
    .some(
      (sentence) => /\b(?:must|required|has to|needs to|mandatory)\b/i.test(sentence) && !isWaived(sentence),
    );

/** Whether a text says that a body is to be sent. */
export const isSupplied = (text: string): boolean =>
  /(?<!not |n't |never )\b(?:supply|provide|send|include) (?:an?|the) (?:JSON|request body)\b/i.test(text);

/** Whether a sentence says that something may or must be omitted. */
const isWaived = (sentence: string): boolean =>
  isNotRequired(sentence) ||
  /\b(?:must not|mustn't|(?:doesn't|does not) (?:need|have) to|need not|may be|can be omitted|if possible)\b/i.test(
    sentence,
  );

/** "Optional", "not required", "isn't required". */
export const isNotRequired = (text: string): boolean =>
  /\b(?:not|never|\w+n't|no longer) (?:be )?(?:required|needed|mandatory)\b|\boptional\b/i.test(text);
