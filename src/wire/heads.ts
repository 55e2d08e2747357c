import type { HeaderPair } from '../exchanges/exchange';

/** The head of a response with folded lines put together: a recipient reads a fold as spaces (RFC 9112 5.2). */
export const unfolded = (head: string): string => head.replace(/\r\n[ \t]+/g, ' ');

/** Fields by which Node's parser finds the end of an answer, and whose lists may have empty members (RFC 9110 5.6.1). */
const FRAMING = /^(content-length|transfer-encoding)$/i;

/**
 * The head of a response as Node's parser reads it, which is stricter than HTTP: no folds, no white space around values
 * (RFC 9112 5), no empty members in what frames the content, and one length where it is said more than once alike (6.3).
 * @returns the head itself where nothing of it has to be written otherwise
 */
export function readable(head: string): string {
  const [status = '', ...lines] = unfolded(head).split('\r\n');
  const lengths = new Set<string>();
  const fields = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 0) return [line];
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (!FRAMING.test(name)) return [tidied(name, value) ?? line];
    const isLength = /^content-length$/i.test(name);
    const given = membersOf(value);
    const members = (isLength ? [...new Set(given)] : given).join(', ');
    if (isLength && lengths.has(members)) return [];
    if (isLength) lengths.add(members);
    return [value === members || value === ` ${members}` ? line : `${name}: ${members}`];
  });
  const text = [status, ...fields].join('\r\n');
  return text === head ? head : text;
}

/** A field without white space around its value; undefined where there is none but a space in front. */
function tidied(name: string, value: string): string | undefined {
  const trimmed = value.replace(/^[ \t]+/, '').trimEnd();
  return value === trimmed || value === ` ${trimmed}` ? undefined : `${name}: ${trimmed}`;
}

const membersOf = (value: string): string[] =>
  value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');

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
    .map((line): HeaderPair => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  return { httpVersion, status: Number(status), statusText, headers };
}
