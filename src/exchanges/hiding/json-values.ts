import { LIMITS } from '../../bounds/limits';
import { markLengthAt } from './marks';

/** What a value in a text is, and what stands in its place: undefined where it is shown. */
export interface Replacing<P> {
  /** What is known of a member of an object, or of an item of a list where there is no name. */
  below(place: P | undefined, name: string | undefined): P | undefined;
  /** What stands in the place of the name of a member: undefined where it is shown. */
  name?(name: string): string | undefined;
  value(
    place: P | undefined,
    value: string,
    kind: 'text' | 'number' | 'other',
    name: string | undefined,
  ): string | undefined;
}

interface Frame<P> {
  place: P | undefined;
  list: boolean;
  /** Name of the member whose value is next. */
  name?: string | undefined;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Replaces values in a JSON text, and in one that is broken as far as it can be read: each value of a member that
 * stands twice, too. What is replaced keeps the text valid, or as broken as it was.
 */
export function replaceValues<P>(text: string, root: P | undefined, replacing: Replacing<P>): string {
  const frames: Frame<P>[] = [];
  // What is nested deeper is judged by nobody; all of it is taken for items of one list, of which nothing is known.
  const deepest: Frame<P> = { place: undefined, list: true };
  const clean: string[] = [];
  let [beyond, done, at] = [0, 0, 0];
  const replace = (from: number, to: number, by: string): void => {
    clean.push(text.slice(done, from), by);
    done = to;
  };
  // Of what stands behind a word, in a text that only begins as JSON or not even so, nothing is known.
  let isBroken = false;
  const placeHere = (frame: Frame<P> | undefined): P | undefined =>
    frame
      ? replacing.below(frame.place, frame.list ? undefined : (frame.name ?? ''))
      : isBroken
        ? undefined
        : root;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const frame = beyond > 0 ? deepest : frames[frames.length - 1];
    const mark = unit === OPEN_LIST ? markLengthAt(text, at) : 0;
    if (mark > 0) at += mark;
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      if (frames.length >= LIMITS.depth) beyond += 1;
      else frames.push({ place: placeHere(frame), list: unit === OPEN_LIST, name: undefined });
      at += 1;
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) {
      if (beyond > 0) beyond -= 1;
      else frames.pop();
      at += 1;
    } else if (unit === COMMA) {
      if (frame && !frame.list) frame.name = undefined;
      at += 1;
    } else if (unit === COLON || isBlank(unit)) at += 1;
    else if (unit === QUOTE) {
      const end = endOfString(text, at);
      const value = valueOf(text, at, end);
      const isMember = frame && !frame.list && isName(text, end);
      if (isMember) frame.name = value.text;
      const by = isMember
        ? replacing.name?.(value.text)
        : replacing.value(placeHere(frame), value.text, 'text', frame?.name);
      if (by !== undefined) replace(at, end, `"${by}${value.valid ? '' : '\\q'}${value.closed ? '"' : ''}`);
      at = end;
    } else {
      const end = endOfLiteral(text, at);
      if (!isWord(text, at, end)) {
        const literal = text.slice(at, end);
        const isNumber = NUMBER.test(literal);
        const by = replacing.value(placeHere(frame), literal, isNumber ? 'number' : 'other', frame?.name);
        if (by !== undefined) replace(at, end, isNumber ? `"${by}"` : by);
        isBroken ||= !frame && !isNumber;
        if (frame && !frame.list && isName(text, end)) frame.name = unquoted(literal);
      }
      at = end;
    }
  }
  if (done === 0) return text;
  clean.push(text.slice(done));
  return clean.join('');
}

/**
 * The same for a text that was made of a value. Names and values are asked for by that value, in the order of the text,
 * which is read only where something is replaced, or where it alone tells: of what is not a plain JSON value.
 */
export function replaceValuesMade<P>(
  text: string,
  value: unknown,
  root: P | undefined,
  replacing: Replacing<P>,
): string {
  let kept = 0;
  let first: string | undefined;
  const note = (by: string | undefined): string | undefined => {
    if (by === undefined) kept += 1;
    return (first = by);
  };
  const noting: Replacing<P> = {
    below: replacing.below,
    name: (name) => note(replacing.name?.(name)),
    value: (place, text, kind, name) => note(replacing.value(place, text, kind, name)),
  };
  if (keeps(value, root, undefined, noting, 0)) return text;
  if (first === undefined) return replaceValues(text, root, replacing);
  // Nothing is asked for twice: what was replaced is known from then on, and would be found in other values.
  const from = (ask: () => string | undefined): string | undefined => {
    if (kept < 0) return ask();
    kept -= 1;
    return kept < 0 ? first : undefined;
  };
  return replaceValues(text, root, {
    below: replacing.below,
    name: (name) => from(() => replacing.name?.(name)),
    value: (place, text, kind, name) => from(() => replacing.value(place, text, kind, name)),
  });
}

function keeps<P>(
  value: unknown,
  place: P | undefined,
  name: string | undefined,
  replacing: Replacing<P>,
  depth: number,
): boolean {
  if (typeof value === 'string') return replacing.value(place, value, 'text', name) === undefined;
  if (typeof value === 'number') return replacing.value(place, String(value), 'number', name) === undefined;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || depth >= LIMITS.depth) return false;
  if (Array.isArray(value)) {
    if (value.length === 0) return true;
    const each = replacing.below(place, undefined);
    return value.every((item) => keeps(item, each, undefined, replacing, depth + 1));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value) return false;
  for (const [member, inner] of Object.entries(value)) {
    if (replacing.name?.(member) !== undefined) return false;
    if (!keeps(inner, replacing.below(place, member), member, replacing, depth + 1)) return false;
  }
  return true;
}

/** A text as it stands between quotation marks of JSON. */
export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = quote - 1;
    while (slashes > start && text.charCodeAt(slashes) === 0x5c) slashes -= 1;
    if ((quote - 1 - slashes) % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** A name without quotation marks, or with others than JSON's. */
const unquoted = (literal: string): string => literal.replace(/^['`]{1,4}|['`]{1,4}$/g, '');

/** Whether a colon stands behind a text. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === COLON;
}

/** `true`, `false` and `null`, which hide nothing. */
const isWord = (text: string, start: number, end: number): boolean =>
  (end - start === 4 && (text.startsWith('true', start) || text.startsWith('null', start))) ||
  (end - start === 5 && text.startsWith('false', start));

function endOfLiteral(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !endsLiteral(text.charCodeAt(end))) end += 1;
  return end;
}

const endsLiteral = (unit: number): boolean =>
  unit === COMMA ||
  unit === COLON ||
  unit === QUOTE ||
  unit === OPEN_LIST ||
  unit === CLOSE_LIST ||
  unit === OPEN_OBJECT ||
  unit === CLOSE_OBJECT ||
  isBlank(unit);

/** Blanks of JSON, and the others that a text which is no JSON may have between words. */
const isBlank = (unit: number): boolean =>
  unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0xfeff || unit === 0x2028;

/** A text of JSON with its escapes undone, and whether it is one. */
function valueOf(
  text: string,
  start: number,
  end: number,
): { text: string; valid: boolean; closed: boolean } {
  const closed = end - start > 1 && text.charCodeAt(end - 1) === QUOTE;
  const inside = text.slice(start + 1, closed ? end - 1 : end);
  if (!/[\\\0-\x1f]/.test(inside)) return { text: inside, valid: true, closed };
  try {
    return { text: JSON.parse(`"${inside}"`) as string, valid: true, closed };
  } catch {
    return { text: inside, valid: false, closed };
  }
}
