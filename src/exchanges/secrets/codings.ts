/** A stretch of a text, and what it says if it is written in a coding. */
export interface Coded {
  start: number;
  end: number;
  plain: string;
}

/** Bytes in hexadecimal, with or without something between them: `68656c6c6f`, `68:65:6c`, `0x68, 0x65`, `=68=65`. */
const HEX = /(?:0x|\\x|=)?[0-9a-f]{2}(?:(?:[ :;-]|, ?)?(?:0x|\\x|=)?[0-9a-f]{2}){3,}/gi;
/** Bytes in decimal, as a list. */
const DECIMAL = /\b\d{1,3}(?:(?:, ?| )\d{1,3}){5,}/g;
/** Bytes in octal. */
const OCTAL = /(?:\\[0-7]{2,3}){4,}/g;
/** What may be Base64, by either alphabet, or Base32. */
const BASE = /[A-Za-z0-9+/_-]{8,}={0,6}/g;
const BASE32 = /^[A-Z2-7]+=*$/i;
/** Single characters with one and the same between them. */
const SPACED = /(?<!\S)[^\s-](?:([ .·_-])[^\s-])(?:\1[^\s-](?!\w)){4,}/g;
const WORD = /[^\s"'`<>()[\]{},;:=|]{6,}/g;
/** Characters that nobody sees, and letters in full width. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const WIDE = /[\uff01-\uff5e]/g;
const WIDE_BEFORE_PLAIN = 0xfee0;
/** A longer stretch holds no secret that is looked for, in UTF-16 units. */
const LONGEST = 128 * 1024;

/** What a text may say in codings: the stretches, where each begins in all of them, and these in one text. */
export interface Decoded {
  pieces: readonly Coded[];
  starts: readonly number[];
  all: string;
}

/** The phrases of HTTP and of a provider's errors come over and over. */
const known = new Map<string, Decoded>();
const KNOWN_AT_MOST = 256;
const KNOWN_LONGEST = 512;

/**
 * What a text for people may hold in another coding than that of the text: whoever echoes a value may have encoded it.
 * Codings of URLs, JSON and HTML are undone elsewhere.
 */
export function decodedOnce(text: string): Decoded {
  const before = known.get(text);
  if (before) return before;
  const decoded = decode(text);
  if (text.length > KNOWN_LONGEST) return decoded;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(text, decoded);
  return decoded;
}

function decode(text: string): Decoded {
  const pieces: Coded[] = [];
  for (const one of allIn(text)) {
    pieces.push(one);
    if (pieces.length >= PIECES) break;
  }
  const starts: number[] = [];
  let length = 0;
  for (const { plain } of pieces) {
    starts.push(length);
    length += plain.length + 1;
  }
  return { pieces, starts, all: pieces.map(({ plain }) => plain).join('\n') };
}

/** The place of the last number of an ordered list that is no larger. */
export function lastUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** So many stretches are decoded: no text for people has more, and a page that somebody made to cost much would. */
const PIECES = 20_000;

function* allIn(text: string): Generator<Coded> {
  yield* each(text, HEX, (run) => [ofBytes(run.replace(/0x|[^0-9a-f]/gi, ''))]);
  yield* each(text, DECIMAL, (run) => [ofNumbers(run.split(/[ ,]+/), 10)]);
  yield* each(text, OCTAL, (run) => [ofNumbers(run.split('\\').slice(1), 8)]);
  yield* each(text, BASE, based);
  yield* each(text, SPACED, (run) => [[...run].filter((_, at) => at % 2 === 0).join('')]);
  if (text.includes('+')) yield* each(text, /\S+/g, (run) => [run.replaceAll('+', ' ')]);
  yield* each(text, WORD, (run) => [[...run].reverse().join('')]);
  if (UNSEEN.test(text)) yield* withoutUnseen(text);
  const narrow = text.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDE_BEFORE_PLAIN));
  if (narrow !== text) yield* each(narrow, /\S+/g, (run) => [run]);
}

function* each(text: string, pattern: RegExp, plain: (run: string) => readonly string[]): Generator<Coded> {
  for (const found of text.matchAll(pattern)) {
    const [run] = found;
    if (run.length > LONGEST) continue;
    for (const one of plain(run)) yield { start: found.index, end: found.index + run.length, plain: one };
  }
}

/** @param times how often what comes of it may be Base64 again */
function based(run: string, times = 2): string[] {
  const plain: string[] = [];
  const bytes = Buffer.from(run, 'base64');
  if (isText(bytes)) {
    const once = bytes.toString(bytes[1] === 0 ? 'utf16le' : 'utf8');
    plain.push(once);
    if (times > 1 && /^[\w+/-]{8,}=*$/.test(once)) plain.push(...based(once, times - 1));
  }
  if (BASE32.test(run) && isText(ofBase32(run.slice(0, 8)))) plain.push(ofBase32(run).toString('utf8'));
  // A slash is a letter of Base64, and stands between the parts of a path.
  if (times > 1 && run.includes('/')) plain.push(...run.split('/').flatMap((part) => based(part, 1)));
  return plain;
}

/** Whether bytes begin as a text does, of a byte or two each letter: nearly no word is one when it is decoded. */
const isText = (bytes: Uint8Array): boolean =>
  bytes.length >= 3 && bytes.subarray(0, 4).every((byte, at) => byte >= 0x20 || (byte === 0 && at % 2 === 1));

const ofBytes = (text: string): string => Buffer.from(text, 'hex').toString('utf8');

const ofNumbers = (numbers: readonly string[], base: number): string =>
  Buffer.from(numbers.map((number) => Number.parseInt(number, base)).filter((byte) => byte < 256)).toString(
    'utf8',
  );

const LETTERS_OF_BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, section 6. */
function ofBase32(run: string): Buffer {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of run.toUpperCase().replaceAll('=', '')) {
    held = ((held << 5) | LETTERS_OF_BASE32.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

/** The words between which there are characters that nobody sees, as one stretch. */
function* withoutUnseen(text: string): Generator<Coded> {
  const places = [...text.matchAll(new RegExp(UNSEEN, 'g'))].map(({ index }) => index);
  const start = text.lastIndexOf(' ', places[0]) + 1;
  const space = text.indexOf(' ', places.at(-1));
  const end = space < 0 ? text.length : space;
  yield { start, end, plain: text.slice(start, end).replace(new RegExp(UNSEEN, 'g'), '') };
}

/** A part of a value that says where it was cut: `abcd…`, `...wxyz`, `ab****yz`. */
export interface CutOff {
  start: number;
  end: number;
  head: string;
  tail: string;
}

const CUT = /\.{3,}|…|\*{3,}/g;
/** Whether a text may have such a part. */
export const mayBeCutOff = (text: string): boolean =>
  text.includes('...') || text.includes('…') || text.includes('***');
/** Less of a value is shown by every mask. */
const TELLING = 4;
const CUT_AT_MOST = 100;
const LONGEST_PART = 256;
/** What stands beside a word. */
const EDGES = new Set(' \t\r\n"\'`<>()[]{},;:=|');

/** The parts of values in a text that say so. */
export function* cutOffIn(text: string): Generator<CutOff> {
  let count = 0;
  for (const { 0: mark, index } of text.matchAll(CUT)) {
    const behind = index + mark.length;
    let [from, to] = [index, behind];
    while (from > 0 && index - from < LONGEST_PART && !EDGES.has(text.charAt(from - 1))) from -= 1;
    while (to < text.length && to - behind < LONGEST_PART && !EDGES.has(text.charAt(to))) to += 1;
    const [head, tail] = [text.slice(from, index), text.slice(behind, to)];
    if (head.length < TELLING && tail.length < TELLING) continue;
    yield { start: from, end: to, head, tail };
    count += 1;
    if (count >= CUT_AT_MOST) return;
  }
}

/** Whether what is left of a value is the beginning, or the end, of this one. */
export const isPartOf = ({ head, tail }: CutOff, value: string): boolean =>
  (head.length >= TELLING && value.startsWith(head)) || (tail.length >= TELLING && value.endsWith(tail));
