import type { Failure } from '../exchanges/exchange';

const KINDS: Record<string, Failure['kind']> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETOOLARGE: 'too-large',
  EINTERRUPTED: 'aborted',
};

/**
 * What an error of a connection or of Node's HTTP client says of the exchange.
 * @param unread what came in the place of an answer, as far as it is no head
 */
export function failureOf(thrown: unknown, unread: Buffer = Buffer.alloc(0)): Failure {
  if (isNoHttp(unread)) return noHttp(unread);
  // A name with several addresses fails once an address; the first failure speaks for them.
  const error = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as NodeJS.ErrnoException;
  const code = error.code ?? '';
  const kind = KINDS[code] ?? (code.startsWith('HPE_') ? 'protocol' : isTls(code) ? 'tls' : 'other');
  const { message } = error;
  return { kind, message: code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? withNames(error) : message || code };
}

/** Of a certificate without an address Node says nothing where the URL has one: the names that it has say more. */
function withNames(error: NodeJS.ErrnoException & { cert?: { subjectaltname?: string } }): string {
  const { message, cert } = error;
  const names = cert?.subjectaltname?.slice(0, NAMES_SHOWN) ?? '';
  return /: *$/.test(message) ? `${message.trimEnd()} ${names}` : message;
}
const NAMES_SHOWN = 300;

/** Whether bytes from the place of a head cannot be the beginning of one. */
export const isNoHttp = (unread: Buffer): boolean =>
  unread.length > 0 && !'HTTP/1.'.startsWith(unread.toString('latin1', 0, 'HTTP/1.'.length));

/** Says of what came in the place of an answer that it is none; what it is may be a secret, cut in two. */
export const noHttp = ({ length }: Buffer): Failure => ({
  kind: 'protocol',
  message: `${length === 1 ? '1 byte' : `${length} bytes`} came that are not an HTTP/1.1 answer`,
});

const isTls = (code: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME)/.test(code);
