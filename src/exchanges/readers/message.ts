import { bodyOf, isMembers, type Members } from '../body';
import type { Body, HeaderPair } from '../exchange';

/** What keeps an entry or a line from being an exchange, in words that follow its place. */
export class Unreadable extends Error {}

/**
 * Headers as recorders write them: an object, a list of pairs, or a list of objects with name and value.
 * Pseudo-headers of HTTP/2 are none.
 * @returns undefined where nothing was recorded
 */
export function headersIn(value: unknown): HeaderPair[] | undefined {
  if (value === undefined || value === null) return undefined;
  const pairs = Array.isArray(value)
    ? value.map((entry: unknown): [unknown, unknown] =>
        Array.isArray(entry)
          ? [entry[0], entry[1]]
          : isMembers(entry)
            ? [entry['name'], entry['value']]
            : [undefined, undefined],
      )
    : isMembers(value)
      ? Object.entries(value).flatMap(([name, each]): [unknown, unknown][] =>
          Array.isArray(each) ? each.map((one) => [name, one]) : [[name, each]],
        )
      : undefined;
  if (!pairs) throw new Unreadable('headers are neither an object nor a list');
  return pairs
    .filter(([name]) => typeof name !== 'string' || !name.startsWith(':'))
    .map(([name, content]): HeaderPair => {
      if (typeof name !== 'string' || name === '' || isMembers(content) || Array.isArray(content))
        throw new Unreadable('a header has no name, or a value that is no text');
      return [name, content === null || content === undefined ? '' : String(content)];
    });
}

/** A text as a body, coded as base64 where the recorder says so. */
export const textBody = (text: string, encoding: unknown): Body | undefined =>
  text === ''
    ? undefined
    : encoding === 'base64'
      ? bodyOf(Buffer.from(text, 'base64'))
      : { encoding: 'utf8', data: text };

/** A member of an object that has to be a text. */
export function textIn(object: Members, name: string, where: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new Unreadable(`${where} has no ${name}`);
  return value;
}

/** Milliseconds and a date as a timing, where they are what they are to be. */
export function timingIn(startedAt: unknown, durationMs: unknown) {
  if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt))) return undefined;
  const duration = typeof durationMs === 'number' && durationMs >= 0 ? durationMs : 0;
  return { startedAt, durationMs: duration };
}
