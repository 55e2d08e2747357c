import type { HeaderPair } from '../exchanges/exchange';

/**
 * Joins folded header lines: a recipient reads a fold as spaces (RFC 9112 5.2). Indented lines directly after the
 * status line are not folds and are skipped (RFC 9112 2.2).
 */
export const unfolded = (text: string): string =>
  text.replace(/^(HTTP\/.*\r\n)(?:[ \t].*\r\n)+/, '$1').replace(/\r\n[ \t]+/g, ' ');

/** Removes optional white space around a value (RFC 9112 5). Other space characters belong to the value. */
const trimmed = (value: string): string => /[^ \t](?:.*[^ \t])?/s.exec(value)?.[0] ?? '';

/**
 * Fields from which Node's parser computes the length of an answer. Their lists may have empty members
 * (RFC 9110 5.6.1).
 */
const FRAMING = /^(content-length|transfer-encoding)$/i;

/**
 * Rewrites the head of a response for Node's parser, which is stricter than HTTP: it takes no folds, no white space
 * around values (RFC 9112 5), no empty members in framing fields, no repeated equal lengths (6.3), and only the
 * versions that it knows.
 * @returns the head itself if nothing has to be rewritten
 */
export function readable(head: string): string {
  const [statusLine = '', ...lines] = unfolded(head).split('\r\n');
  // An unknown version of HTTP/1 is read as the latest known one (RFC 9110 2.5).
  const status = statusLine.replace(/^HTTP\/1\.[2-9]/, 'HTTP/1.1');
  const lengths = new Set<string>();
  const fields = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 0) return [line];
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (!FRAMING.test(name)) return [tidied(name, value) ?? line];
    const isLength = /^content-length$/i.test(name);
    const given = membersOf(value).map((member) => (isLength ? member.replace(/^0*(?=\d)/, '') : member));
    const members = (isLength ? [...new Set(given)] : given).join(', ');
    if (isLength && lengths.has(members)) return [];
    if (isLength) lengths.add(members);
    return [value === members || value === ` ${members}` ? line : `${name}: ${members}`];
  });
  const text = [status, ...fields].join('\r\n');
  return text === head ? head : text;
}

/**
 * Describes what HTTP forbids in the head of an answer with content, if a lenient parser accepts it in silence or
 * reports it without a clause. The length of such an answer, or the rules for reading it, are undefined.
 * @returns undefined if the head has no such fault
 */
export function forbidden(head: string): string | undefined {
  if (isOtherMajor(head)) return 'its status line has another version than HTTP/1 (RFC 9112 2.3)';
  const { headers } = parseHead(head);
  const of = (field: string): string[] =>
    headers.flatMap(([name, value]) => (name.toLowerCase() === field ? membersOf(value) : []));
  const codings = of('transfer-encoding');
  const lengths = of('content-length');
  if (codings.filter((coding) => /^chunked$/i.test(coding)).length > 1)
    return 'its Transfer-Encoding has chunked more than once (RFC 9112 6.1)';
  if (codings.length > 0 && lengths.length > 0)
    return 'it has Content-Length beside Transfer-Encoding (RFC 9112 6.2)';
  if (!lengths.every((length) => /^\d+$/.test(length)))
    return 'its Content-Length is no number (RFC 9110 8.6)';
  if (new Set(lengths.map(Number)).size > 1)
    return 'its Content-Length has values that differ (RFC 9112 6.3)';
  return undefined;
}

/** Whether a status line has a major version other than 1. */
export const isOtherMajor = (head: string): boolean => /^HTTP\/[02-9]\.\d /.test(head);

/** A field without white space around its value; undefined if there is none except one space in front. */
function tidied(name: string, value: string): string | undefined {
  const bare = trimmed(value);
  return value === bare || value === ` ${bare}` ? undefined : `${name}: ${bare}`;
}

const membersOf = (value: string): string[] =>
  value
    .split(',')
    .map(trimmed)
    .filter((member) => member !== '');

/** Whether a readable head announces chunked content (RFC 9112 6.1). */
export const isChunked = (head: string): boolean =>
  /^chunked$/i.test(
    membersOf(
      Array.from(head.matchAll(/^transfer-encoding:(.*)$/gim), ([, codings]) => codings).join(','),
    ).at(-1) ?? '',
  );

/**
 * An interim answer without `Connection: close`. The connection ends after the final answer, not before it (RFC 9112
 * 9.6).
 */
export const withoutClose = (head: string): string => head.replace(/\r\nconnection:.*(?=\r\n)/gi, '');

/** The head without its framing fields. */
export const withoutFraming = (head: string): string =>
  head
    .split('\r\n')
    .filter((line) => !/^(content-length|transfer-encoding)\s*:/i.test(line))
    .join('\r\n');

/** Whether the head ends the connection with the response (RFC 9112 9.3). */
export const saysClose = (head: string): boolean =>
  /^HTTP\/1\.0/.test(head) || /^connection:.*\bclose\b/im.test(unfolded(head));

/** Parses the head of a response; status line and fields keep their spelling (RFC 9112 4, 5). */
export function parseHead(head: string): {
  httpVersion: string;
  status: number;
  statusText: string;
  headers: HeaderPair[];
} {
  const [statusLine = '', ...lines] = unfolded(head).split('\r\n');
  const [, httpVersion = '', status = '0', statusText = ''] =
    /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  const headers = lines
    .filter((line) => line.includes(':'))
    .map((line): HeaderPair => [
      line.slice(0, line.indexOf(':')),
      trimmed(line.slice(line.indexOf(':') + 1)),
    ]);
  return { httpVersion, status: Number(status), statusText, headers };
}
