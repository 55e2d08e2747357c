/** What a client may say that the proxy does not forward, and why. */
import { METHODS, type IncomingMessage } from 'node:http';
import { versionRefused, type ParserError } from '../bounds/version';
import { isLoopback } from '../exchanges/loopback';

/** Scheme and authority of a request target in absolute form. */
const AUTHORITY = /^https?:\/\/[^/?#]*/i;

/**
 * The path that a request asks for. The absolute form asks for the same as the origin form with a Host
 * (RFC 9112 3.2.2), where it names the target, or the proxy itself.
 * @param port of the proxy
 * @returns what was written, where it is the absolute form of something else
 */
export function pathFor(written: string, target: URL, port: number): string {
  const [authority] = AUTHORITY.exec(written) ?? [];
  if (authority === undefined || !URL.canParse(authority)) return written;
  const { origin, hostname, port: named } = new URL(authority);
  if (origin !== target.origin && !(isLoopback(hostname) && Number(named) === port)) return written;
  const rest = written.slice(authority.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Why a request cannot be forwarded as it is. */
export function unforwardable(
  { httpVersion, url, rawHeaders }: IncomingMessage,
  target: URL,
): { status: number; text: string } | undefined {
  if (httpVersion !== '1.1') return { status: 505, text: anotherVersion(httpVersion) };
  const doubt = doubtOf(rawHeaders) ?? (url?.includes('#') ? 'a fragment in its target' : undefined);
  if (doubt !== undefined)
    return { status: 400, text: `a request with ${doubt}: two servers may read it differently` };
  if (upgradesOf(rawHeaders).some((protocol) => protocol !== 'h2c'))
    return {
      status: 501,
      text: 'an upgrade to another protocol: the proxy speaks HTTP/1.1, and nothing else',
    };
  if (url?.startsWith('/') || url === '*') return undefined;
  return {
    status: 421,
    text: `a request for another URL than a path: it stands before ${target.origin}, and is no proxy for other hosts`,
  };
}

const anotherVersion = (version: string): string =>
  `the request is HTTP/${version}, and the proxy speaks HTTP/1.1`;

/**
 * Parts of a head that servers read differently: its host (RFC 9112 3.2), and the end of its body (6.3). Node's
 * parser refuses the rest of what would be in doubt: both lengths, two of one, line feeds alone, folded lines.
 */
function doubtOf(rawHeaders: readonly string[]): string | undefined {
  const hosts = valuesOf(rawHeaders, 'host').length;
  if (hosts > 1) return `${hosts} Host headers`;
  const odd = rawHeaders.find((name, at) => at % 2 === 0 && NEARLY_FRAMING.test(name));
  if (odd !== undefined) return `the header ${odd}`;
  const codings = valuesOf(rawHeaders, 'transfer-encoding');
  return codings.length > 0 && !IN_CHUNKS.test(codings.join(','))
    ? 'a Transfer-Encoding that does not end in chunked, or has an unknown coding'
    : undefined;
}

/** Codings that are registered (RFC 9112 7), and chunked once, at their end. */
const IN_CHUNKS = /^(?:[ \t]*(?:x-)?(?:gzip|compress|deflate)[ \t]*,)*[ \t]*chunked[ \t]*$/i;
/** Names that servers behind a gateway take for those that frame a body: underscores become hyphens there. */
const NEARLY_FRAMING = /^(?:content_length|transfer_encoding)$/i;

/**
 * The protocols that a request offers to change to. Who offers HTTP/2 takes an answer of HTTP/1.1, and libraries offer it
 * unasked; behind another one nobody knows what the bytes are that follow.
 */
const upgradesOf = (rawHeaders: readonly string[]): string[] =>
  valuesOf(rawHeaders, 'upgrade').flatMap((value) =>
    value.split(',').map((each) => each.trim().toLowerCase()),
  );

const valuesOf = (rawHeaders: readonly string[], wanted: string): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === wanted);

/** What Node's parser says where the connection ends in the middle of a request. */
const CUT_OFF = 'HPE_INVALID_EOF_STATE';

/** What Node's parser says of a request that it gives up on, and how the proxy answers. */
export function unreadable(error: ParserError): {
  why: string;
  status: number;
  isCutOff: boolean;
} {
  const { code, message, rawPacket, bytesParsed = 0 } = error;
  const isCutOff = code === CUT_OFF;
  if (isCutOff) return { why: 'a request whose head has no end', status: 400, isCutOff };
  if (code === 'HPE_INVALID_METHOD' && rawPacket) {
    const start = rawPacket.subarray(0, bytesParsed).lastIndexOf('\n') + 1;
    const [, method = ''] = /^([\w-]+) /.exec(rawPacket.toString('latin1', start, start + 32)) ?? [];
    const known = method.toUpperCase();
    // Another word there may be a secret.
    if (METHODS.includes(known))
      return {
        why: `the method is ${method}: methods are case-sensitive, say ${known}`,
        status: 501,
        isCutOff,
      };
  }
  const version = versionRefused(error);
  if (version !== undefined) return { why: anotherVersion(version), status: 505, isCutOff };
  return { why: `a request that is not HTTP/1.1 (${code ?? message})`, status: 400, isCutOff };
}
