import { quote } from './curl';
import { bytesOf } from './body';
import type { Exchange, HttpForm, HttpRequest } from './exchange';

/** The head of a request as it is written to a connection, by a form of HTTP. */
export function messageOf({ method, url, headers }: HttpRequest, { version, target }: HttpForm): string {
  const { pathname, search, href } = new URL(url);
  const named = target === 'absolute' ? href : `${pathname}${search}`;
  const lines = [
    `${method} ${named} HTTP/${version ?? '1.1'}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** What stands in a record in the place of a secret. */
const SECRET = /\[secret-\d+, \d+ characters(?:, not a token)?\]/g;

/** A line for a POSIX shell that sends such a request again, byte for byte; no client would write it so. */
export function messageLine({ request, context }: Pick<Exchange, 'request' | 'context'>): string {
  const { protocol, hostname, port } = new URL(request.url);
  const content = request.body ? bytesOf(request.body).toString('utf8') : '';
  const message = messageOf(request, context?.http ?? {}) + content;
  const secrets = message.match(SECRET) ?? [];
  const format = message
    .replace(/[\\%]/g, (sign) => (sign === '%' ? '%%' : '\\\\'))
    .replace(SECRET, '%s')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n');
  const tokens = secrets.map(() => '"$GRAPH_TOKEN"');
  const secure = protocol === 'https:';
  const to = secure
    ? `openssl s_client -quiet -connect ${hostname}:${port || 443}`
    : `nc ${hostname} ${port || 80}`;
  return `(${['printf', quote(format), ...tokens].join(' ')}; sleep 2) | ${to}`;
}
