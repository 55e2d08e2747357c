import type { HeaderPair } from '../exchanges/exchange';

/**
 * Fields with folded lines put together: a recipient reads a fold as spaces (RFC 9112 5.2). Indented lines right behind
 * the status line fold nothing, and are passed over (RFC 9112 2.2).
 */
export const unfolded = (text: string): string =>
  text.replace(/^(HTTP\/.*\r\n)(?:[ \t].*\r\n)+/, '$1').replace(/\r\n[ \t]+/g, ' ');

/** Without the white space that may stand around a value (RFC 9112 5); other spaces are none of it. */
const trimmed = (value: string): string => /[^ \t](?:.*[^ \t])?/s.exec(value)?.[0] ?? '';

/** Fields by which Node's parser finds the end of an answer, and whose lists may have empty members (RFC 9110 5.6.1). */
const FRAMING = /^(content-length|transfer-encoding)$/i;

/**
 * The head of a response as Node's parser reads it, which is stricter than HTTP: no folds, no white space around values
 * (RFC 9112 5), no empty members in what frames the content, one length where it is said more than once alike (6.3),
 * and no version but those it knows.
 * @returns the head itself where nothing of it has to be written otherwise
 */
export function readable(head: string): string {
  const [statusLine = '', ...lines] = unfolded(head).split('\r\n');
  // A version of HTTP/1 that is not known is read as the latest that is (RFC 9110 2.5).
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
 * What HTTP forbids in the head of an answer with content, and a lenient parser reads in silence or gives no clause for: nobody
 * can say where such an answer ends, or by which rules.
 * @returns undefined where there is nothing
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

/** Whether a status line has a version that no answer to HTTP/1.1 has. */
export const isOtherMajor = (head: string): boolean => /^HTTP\/[02-9]\.\d /.test(head);

/** A field without white space around its value; undefined where there is none but a space in front. */
function tidied(name: string, value: string): string | undefined {
  const bare = trimmed(value);
  return value === bare || value === ` ${bare}` ? undefined : `${name}: ${bare}`;
}

const membersOf = (value: string): string[] =>
  value
    .split(',')
    .map(trimmed)
    .filter((member) => member !== '');

/** Whether content comes in chunks, by a head that is readable (RFC 9112 6.1). */
export const isChunked = (head: string): boolean =>
  /^chunked$/i.test(
    membersOf(
      Array.from(head.matchAll(/^transfer-encoding:(.*)$/gim), ([, codings]) => codings).join(','),
    ).at(-1) ?? '',
  );

/** An interim answer without what ends the connection: that is with the answer, and not before it (RFC 9112 9.6). */
export const withoutClose = (head: string): string => head.replace(/\r\nconnection:.*(?=\r\n)/gi, '');

/** The same head without what frames content. */
export const withoutFraming = (head: string): string =>
  head
    .split('\r\n')
    .filter((line) => !/^(content-length|transfer-encoding)\s*:/i.test(line))
    .join('\r\n');

/** Whether the head ends the connection with the response (RFC 9112 9.3). */
export const saysClose = (head: string): boolean =>
  /^HTTP\/1\.0/.test(head) || /^connection:.*\bclose\b/im.test(unfolded(head));

/** Reads the head of a response: status line and fields as they were written (RFC 9112 4, 5). */
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
