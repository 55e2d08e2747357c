import { rangeOf } from '../statements';

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

const NUMBER = String.raw`(-?\d[\d,]*)(?!\.\d)`;
const BETWEEN = new RegExp(
  String.raw`(?:between|from|range(?: of| is|:)?)\s+${NUMBER}\s*(?:\w+\s+)?(?:and|to|through|-|–)\s*${NUMBER}`,
  'i',
);
const DASH = new RegExp(
  String.raw`(?:^|[\s(])${NUMBER}\s*[-–]\s*${NUMBER}(?=\s+(?:characters|minutes|days|hours)|\))`,
  'i',
);
const AT_LEAST = new RegExp(
  String.raw`(?:at least|no less than|not less than|greater than or equal to|minimum(?: value)?(?: is| of|:))\s+${NUMBER}`,
  'i',
);
const AT_MOST = new RegExp(
  String.raw`(?:at most|no more than|not more than|less than or equal to|up to|maximum(?: value| length)?(?: is| of|:))\s+${NUMBER}`,
  'i',
);

/** The range that a description of a property states. */
export function rangeIn(text: string): string | undefined {
  const [, low, high] = BETWEEN.exec(text) ?? DASH.exec(text) ?? [];
  if (low !== undefined && high !== undefined) return rangeOf(numberOf(low), numberOf(high));
  const [, least] = AT_LEAST.exec(text) ?? [];
  const [, most] = AT_MOST.exec(text) ?? [];
  if (least === undefined && most === undefined) return undefined;
  return rangeOf(
    least === undefined ? undefined : numberOf(least),
    most === undefined ? undefined : numberOf(most),
  );
}

const numberOf = (text: string): number => Number(text.replaceAll(',', ''));

/** `between the **lower** and **upper**`, as names of two other properties. */
export function orderIn(markdown: string): [lower: string, upper: string] | undefined {
  const [, lower, upper] =
    /between\s+(?:the\s+)?(?:\*\*|`)(\w+)(?:\*\*|`)\s+and\s+(?:the\s+)?(?:\*\*|`)(\w+)(?:\*\*|`)/i.exec(
      markdown,
    ) ?? [];
  return lower !== undefined && upper !== undefined ? [lower, upper] : undefined;
}

/** The members of an enumeration that a description lists as possible. */
export function membersIn(markdown: string): string[] | undefined {
  const [, list] =
    /(?:possible|supported|allowed|valid)\s+values\s+(?:are|include)\s*:?\s*([^.]*?`\w+`(?:[^.`]*`\w+`)*)/i.exec(
      markdown,
    ) ?? [];
  if (list === undefined) return undefined;
  return [...list.matchAll(/`(\w+)`/g)].map(([, member = '']) => member);
}

/** Whether a description says that null is a value; undefined where it doesn't say. */
export function nullableIn(text: string): boolean | undefined {
  if (/\bnot[- ]nullable\b|\bnon-nullable\b|\b(?:can't|cannot|must not) be null\b/i.test(text)) return false;
  return /\bnullable\b|\bcan be null\b|\bor null\b/i.test(text) ? true : undefined;
}

/** Whether a description says that a value can't be changed. */
export const isReadOnly = (text: string): boolean => /\bread[- ]?only\b/i.test(text);

/** The statuses of success that a text names, as three digits, with what follows each. */
export const statusesIn = (text: string): string[] =>
  [...text.matchAll(/\b(2\d\d)\b(?=[\s`*]+[A-Z])|\bstatus (?:code )?`?(2\d\d)\b|`(2\d\d)`/g)].map(
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
  const [, type] =
    /(?:and|with)\s+(?:an?|the)\s+(?:updated\s+|new\s+|requested\s+)?\[?[*`]*(\w+)[*`]*\]?(?:\([^)]*\))?\s+(?:object|resource)?[^.]*?in the response body/i.exec(
      text,
    ) ?? [];
  return type;
}
