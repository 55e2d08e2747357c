import { header } from './headers';
import { bytesOf } from './body';
import type { Exchange } from './exchange';

/** Headers that whoever sends a request writes anew, or that belong to the connection and not to the request. */
export const OF_THE_SENDER: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'user-agent',
]);

/**
 * A line for a POSIX shell that sends the same request again, with variables in the place of secrets:
 * `$GRAPH_TOKEN` for the token, `$SECRET` for what another header held.
 */
export function curlLine(exchange: Exchange): string {
  const { request } = exchange;
  const parts = ['curl', '-i', '-X', quote(request.method)];
  for (const [name, value] of request.headers) {
    if (OF_THE_SENDER.has(name.toLowerCase())) continue;
    // A body that is kept as text was decoded for the record.
    if (name.toLowerCase() === 'content-encoding' && request.body?.encoding === 'utf8') continue;
    // `-H 'Name;'` is how curl is told to send a header without a value.
    parts.push('-H', value === '' ? quote(`${name};`) : quoteHeader(`${name}: ${value}`, name));
  }
  // Without this curl would choose a Content-Type of its own for a body.
  if (request.body && header(request.headers, 'content-type') === undefined)
    parts.push('-H', quote('Content-Type:'));
  const { body } = request;
  // A shell's arguments hold no NUL, and curl takes what starts with @ for the name of a file.
  if (body && (body.encoding === 'base64' || body.data.includes('\0') || body.data.startsWith('@'))) {
    parts.unshift(`printf %s ${quote(bytesOf(body).toString('base64'))} | base64 -d |`);
    parts.push('--data-binary', '@-');
  } else if (body) parts.push('--data-binary', quote(body.data));
  // curl would take brackets and braces for a range of URLs.
  if (/[[\]{}]/.test(request.url)) parts.push('-g');
  parts.push(quote(request.url));
  return parts.join(' ');
}

/** A word of a POSIX shell. */
export const quote = (text: string): string =>
  /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function quoteHeader(line: string, name: string): string {
  const [, before, after] = /^(.*?)\[secret-\d+, \d+ characters(?:, not a token)?\](.*)$/s.exec(line) ?? [];
  if (before === undefined || after === undefined) return quote(line);
  const variable = name.toLowerCase() === 'authorization' ? '$GRAPH_TOKEN' : '$SECRET';
  const escape = (text: string): string => text.replace(/["$`\\]/g, '\\$&');
  return `"${escape(before)}${variable}${escape(after)}"`;
}
