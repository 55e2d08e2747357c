/**
 * Texts by the productions of RFC 8259, made of one object: what is no JSON object, one rule broken at a time; what
 * only a parser takes that knows more than JSON; and what is the same JSON, written otherwise.
 */
import type { Encoding } from '../scenario';

/** A text, and how it becomes bytes where that is not UTF-8. */
export interface Written {
  text: string;
  as?: Encoding;
}

/** Texts by what they are, in a few words that end a message. */
export type Texts = Readonly<Record<string, string | Written>>;

/** An annotation, which a provider has to pass over (OData JSON 4.5): what stands in it is no fault of a value. */
const NOTE = '"@contoso.note"';

/** The parts of the text of an object; where it has one member alone, an annotation stands before that. */
function partsOf(json: object) {
  const given = Object.entries(json);
  const padded = given.length > 1 ? given : [['@contoso.first', 'nightly'] as const, ...given];
  const members = padded.map(([name, value]): [string, string] => [
    JSON.stringify(name),
    JSON.stringify(value),
  ]);
  const [name, value] = members.at(-1) as [string, string];
  const front = members
    .slice(0, -1)
    .map((member) => member.join(':'))
    .join(',');
  const all = `${front},${name}:${value}`;
  /** The object with an annotation behind its members, of which the value is written as it is. */
  const noted = (written: string): string => `{${all},${NOTE}:${written}}`;
  return { front, name, value, all, noted, text: `{${all}}` };
}

/** Bodies that are no JSON object as a whole: RFC 8259 2 and 3, with another value, or with none. */
export function noObjects(json: object): Texts {
  const { name, value, text } = partsOf(json);
  return {
    'an empty body': '',
    'white space alone': ' \r\n\t',
    'an array': `[${text}]`,
    null: 'null',
    'a string': JSON.stringify(text),
    'a number': '12',
    'a boolean': 'true',
    'a form': `${name.slice(1, -1)}=${value}`,
    XML: '<update/>',
  };
}

/** A text that ends too early, at each kind of place. */
export function cutOff(json: object): Texts {
  const { front, name, value, all, text } = partsOf(json);
  return {
    'cut off': text.slice(0, -1),
    'cut off after the first brace': '{',
    'cut off in a name': `{${front},${name.slice(0, -1)}`,
    'cut off after a name': `{${front},${name}`,
    'cut off after a colon': `{${front},${name}:`,
    'cut off in a value': `{${front},${name}:${value.slice(0, Math.ceil(value.length / 2))}`,
    'cut off after a comma': `{${front},`,
    'cut off in an escape': `{${all},${NOTE}:"\\u00`,
    'cut off in an array': `{${all},${NOTE}:[1`,
    'cut off deep inside': `{${all},${NOTE}:${'['.repeat(50)}`,
  };
}

/** A text in which one rule of the grammar is broken, and that no known extension of JSON reads. */
export function broken(json: object): Texts {
  const { front, name, value, all, noted, text } = partsOf(json);
  return {
    // RFC 8259 4: objects
    'no first brace': `${all}}`,
    'a bracket in the place of the last brace': `{${all}]`,
    'a brace too many': `${text}}`,
    'no comma between members': `{${front} ${name}:${value}}`,
    'two commas between members': `{${front},,${name}:${value}}`,
    'a comma before the first member': `{,${all}}`,
    'no colon after a name': `{${front},${name} ${value}}`,
    'an equals sign in the place of a colon': `{${front},${name}=${value}}`,
    'a name without a value': `{${all},${NOTE}:}`,
    'a value without a name': `{${all},true}`,
    'a number as a name': `{${all},1:true}`,
    // 3: values
    'a word with a capital': noted('True'),
    'a word that JSON has not': noted('nightly'),
    // 6: numbers
    'a number with a leading zero': noted('07'),
    'a number with two points': noted('1.2.3'),
    'a number without digits in its exponent': noted('1e'),
    'a number with two signs': noted('--1'),
    // 7: strings
    'an escape of no character': noted(String.raw`"\u12"`),
    'an escape with other letters': noted(String.raw`"\uZZZZ"`),
    'a line end in a string': noted('"a\nb"'),
    // 2: one text, with nothing but white space around it
    'two objects': `${text}${text}`,
    'two objects on two lines': `${text}\n${text}\n`,
    'a word after the object': `${text} done`,
    'a comma after the object': `${text},`,
    'a semicolon after the object': `${text};`,
    'a zero byte after the object': `${text}\0`,
    'a word before the object': `update ${text}`,
    'a record separator before the object': `\u001e${text}`,
    // 8.1: UTF-8
    'a byte that is no UTF-8 between members': { text: `{${front},\u00ff${name}:${value}}`, as: 'latin1' },
    'UTF-16': { text, as: 'utf16le' },
  };
}

/**
 * What RFC 8259 leaves to a parser: forms that JSON5 or JSON with comments know (9: a parser may accept extensions),
 * a byte order mark (8.1), and bytes in a string that a decoder may replace.
 */
export function extended(json: object): Texts {
  const { front, name, value, all, noted, text } = partsOf(json);
  return {
    'a comment in a line': `{// nightly\n${all}}`,
    'a comment in a block': `{/* nightly */${all}}`,
    'a comma after the last member': `{${all},}`,
    'single quotes': text.replaceAll('"', "'"),
    'a name without quotes': `{${front},${name.slice(1, -1)}:${value}}`,
    'not a number': noted('NaN'),
    'a number that begins with a point': noted('.5'),
    'an escape that JSON has not': noted(String.raw`"\q"`),
    'a tab in a string': noted('"a\tb"'),
    'white space that JSON has not': `\u00a0${text}\f`,
    'a byte order mark': `\ufeff${text}`,
    'a byte that is no UTF-8 in a string': { text: noted('"caf\u00e9"'), as: 'latin1' },
  };
}

/**
 * JSON that a parser may still have a limit against, or read as another number or text than was meant: 4, 6, 8.2 and 9.
 * @param high an object with numbers of several digits
 */
export function limited(json: object, high: object): Texts {
  const { front, name, value, noted } = partsOf(json);
  return {
    'half a pair of surrogates': noted(String.raw`"\ud83d"`),
    'a number beyond all bounds': noted('1e400'),
    'a hundred arrays in each other': noted(`${'['.repeat(100)}${']'.repeat(100)}`),
    // Each another number, so that it shows whether it was stored.
    ...(/^\d+$/.test(value) && {
      'an integer with a fraction of zero': `{${front},${name}:${Number(value) - 1}.0}`,
      'integers with exponents': textOf(high),
    }),
  };
}

/** An object with its numbers of several digits written with exponents. */
function textOf(json: object): string {
  const members = Object.entries(json).map(([name, value]: [string, unknown]) => {
    const text = JSON.stringify(value);
    const isLong = typeof value === 'number' && value > 9;
    return `${JSON.stringify(name)}:${isLong ? exponential(value) : text}`;
  });
  return `{${members.join(',')}}`;
}

/** A number with a digit before its point, and digits behind it. */
const exponential = (value: number): string => {
  const [digits = '', exponent = ''] = value.toExponential().split('e+');
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent}`;
};

/** Values of annotations in which stands what every parser of JSON reads: 3, 6 and 7. */
export function noted(json: object): Texts {
  const { noted: withNote } = partsOf(json);
  const strings = [
    String.raw`"\"\\\/\b\f\n\r\t"`,
    String.raw`"\uD83D\udd12"`,
    '"\u007f\u00e9\u2028\u{1f512}"',
  ];
  return {
    'each escape, and characters of each length': withNote(`[${strings.join(',')}]`),
    'each kind of number, and each word': withNote('[0,-0,-1.5,2E+3,1e-7,[],{},"",null,true,false]'),
  };
}

/** The white space that JSON has, in turn. */
const SPACES = [' ', '\t', '\r\n', '\n', '\r'];
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** A text of a JSON value with white space of each kind around each of its tokens: 2. */
export const spacious = (json: unknown): string =>
  [...JSON.stringify(json).matchAll(TOKENS)]
    .map(([token], at) => `${SPACES[at % SPACES.length]}${token}`)
    .join('')
    .concat(' \n');
