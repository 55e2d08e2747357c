import { LIMITS, raising } from '../../bounds/limits';
import { textOrValue } from '../../contract/describe';
import { isMembers, type Members } from '../body';
import type { HeaderPair } from '../exchange';
import { NoJson } from '../json-text';
import type { Wanted } from '../wanted';
import { hasMark } from './cut';

/** What keeps an entry or a line from being an exchange, in words that follow its place. */
export class Unreadable extends Error {
  constructor(message: string) {
    // Nobody sees where it was thrown, and a file may have millions: to note that takes most of the time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What is wrong with something that cannot be read. A fault of the program keeps nothing else from being read either. */
export function inWords(error: unknown): string {
  const { message } = error as Error;
  return error instanceof NoJson || error instanceof Unreadable
    ? message
    : `it cannot be read: ${message.split('\n', 1)[0]}`;
}

/**
 * Headers as recorders write them: an object, a list of pairs, or a list of objects with name and value.
 * Pseudo-headers of HTTP/2 are none.
 * @returns undefined where nothing was recorded
 */
export function headersIn(value: unknown): HeaderPair[] | undefined {
  if (value === undefined || value === null) return undefined;
  const pairs = Array.isArray(value) ? ofList(value) : isMembers(value) ? ofMembers(value) : undefined;
  if (!pairs) throw new Unreadable('headers are neither an object nor a list');
  if (pairs.length > LIMITS.headers)
    throw new Unreadable(
      `it has more than the ${LIMITS.headers} headers that are read; ${raising('headers')}`,
    );
  const sent: HeaderPair[] = [];
  for (const [name, content] of pairs) {
    if (typeof name === 'string' && name.startsWith(':')) continue;
    if (typeof name !== 'string' || name === '' || isMembers(content) || Array.isArray(content))
      throw new Unreadable('a header has no name, or a value that is not a string');
    const text = typeof content === 'string' ? content : textOf(content);
    if (name.length > LIMITS.header || text.length > LIMITS.header)
      throw new Unreadable(
        `it has a header that is longer than the ${LIMITS.header} characters that are read; ${raising('header')}`,
      );
    sent.push([name, text]);
  }
  return sent;
}

const ofList = (list: readonly unknown[]): [unknown, unknown][] =>
  list
    .filter(isSent)
    .map((entry) =>
      Array.isArray(entry)
        ? [entry[0], entry[1]]
        : isMembers(entry)
          ? [entry['name'], entry['value']]
          : [undefined, undefined],
    );

/** Of a header that was sent more than once the value is a list. */
function ofMembers(members: Members): [unknown, unknown][] {
  const pairs: [unknown, unknown][] = Object.entries(members);
  return pairs.some(([, each]) => Array.isArray(each))
    ? pairs.flatMap(([name, each]) =>
        Array.isArray(each)
          ? each.map((one) => [name, one] as [unknown, unknown])
          : [[name, each] as [unknown, unknown]],
      )
    : pairs;
}

/** Clients with a form for requests keep a header that was switched off beside those that were sent. */
const isSent = (entry: unknown): boolean => !isMembers(entry) || entry['disabled'] !== true;

/**
 * The URL of a request, and whether it is of none that is wanted; one that is too long is only if it may be.
 * @throws Unreadable
 */
export function urlIn(request: Members, wanted: Wanted): { url: string; isForeign: boolean } {
  const url = textIn(request, 'url', 'its request');
  if (url.length <= LIMITS.url) return { url, isForeign: !wanted.isAt(url) };
  if (wanted.mayBeIn(url)) throw new Unreadable(LONG_URL);
  return { url: url.slice(0, LIMITS.url), isForeign: true };
}

export const LONG_URL = `its request has a URL that is longer than the ${LIMITS.url} characters that are read; ${raising('url')}`;

/** A recorder that writes null, true or false for a value says that it was there, and not what it was. */
const textOf = (content: unknown): string =>
  content === null || typeof content === 'boolean' ? UNTOLD : textOrValue(content ?? '');

/** What stands in the place of a value that a record has no text of: a mask, like those of recorders. */
const UNTOLD = '[value not recorded]';

/** A member of an object that has to be a text. */
export function textIn(object: Members, name: string, where: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new Unreadable(`${where} has no ${name}`);
  if (hasMark(value))
    throw new Unreadable(
      `${where} has a ${name} that is longer than the ${LIMITS.text} bytes that are read; ${raising('text')}`,
    );
  return value;
}

/** Milliseconds and a date as a timing, where they are what they are to be. */
export function timingIn(startedAt: unknown, durationMs: unknown) {
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return undefined;
  const duration = typeof durationMs === 'number' && durationMs >= 0 ? durationMs : 0;
  return { startedAt, durationMs: duration };
}

/** What a text begins with, without showing any of its letters or digits, which may be secret. */
export function beginningOf(text: string): string {
  const [first = ''] = text;
  if (/\d/.test(first)) return 'a digit';
  if (/\p{L}/u.test(first)) return 'a letter';
  return /[!-~]/.test(first) ? first : 'another character';
}
