import { header } from './headers';
import { bytesOf, jsonOf } from './body';
import type { Exchange, HeaderPair, HttpRequest } from './exchange';
import { isLoopback } from './loopback';

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
 * `$GRAPH_TOKEN` for the token, `$SECRET` for what another header held. What is sent to another machine and may change
 * a policy there goes to `$PROVIDER`, the API root, so that a pasted line does not write to a tenant. A request inside
 * `$batch` is sent in a batch.
 */
export function curlLine(exchange: Exchange): string {
  const request = exchange.batch ? inBatch(exchange.batch.id, exchange.request) : exchange.request;
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
  parts.push(urlOf(request));
  return parts.join(' ');
}

/** The API root of a URL, or its origin where it names no version. */
const ROOT = /^https?:\/\/[^/?#]+(?:(?:\/[^?#]*?)?\/(?:v1\.0|beta)(?=[/?#]|$))?/i;

function urlOf({ method, url }: HttpRequest): string {
  const [root] = ROOT.exec(url) ?? [];
  const isHarmless = method === 'GET' || method === 'HEAD';
  if (root === undefined || isHarmless || !URL.canParse(root) || isLoopback(new URL(root).hostname))
    return quote(url);
  return `"$PROVIDER"${quote(url.slice(root.length))}`;
}

/** The batch of one request; its body stands in it as it was written. */
function inBatch(id: string, request: HttpRequest): HttpRequest {
  const { method, url, headers, body } = request;
  const [root = ''] = ROOT.exec(url) ?? [];
  const isCredential = ([name]: HeaderPair): boolean => name.toLowerCase() === 'authorization';
  const own = headers.filter((pair) => !OF_THE_SENDER.has(pair[0].toLowerCase()) && !isCredential(pair));
  const members = [
    ...Object.entries({ id, method, url: url.slice(root.length) }),
    ...(own.length > 0 ? [['headers', Object.fromEntries(own)] as const] : []),
  ].map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  if (body) members.push(`"body":${jsonOf(request).ok ? body.data : JSON.stringify(body.data)}`);
  return {
    method: 'POST',
    url: `${root}/$batch`,
    headers: [...headers.filter(isCredential), ['Content-Type', 'application/json']],
    body: { encoding: 'utf8', data: `{"requests":[{${members.join(',')}}]}` },
  };
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
