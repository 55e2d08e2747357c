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
 * Converts an error of a connection or of Node's HTTP client to the failure of an exchange.
 * @param unread the bytes that came instead of a response head
 */
export function failureOf(thrown: unknown, unread: Buffer = Buffer.alloc(0)): Failure {
  if (isNoHttp(unread)) return noHttp(unread);
  // Connecting to a name with several addresses fails once per address; the first failure is reported.
  const error = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as NodeJS.ErrnoException;
  const code = error.code ?? '';
  const kind = KINDS[code] ?? (code.startsWith('HPE_') ? 'protocol' : isTls(code) ? 'tls' : 'other');
  const { message } = error;
  return { kind, message: code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? withNames(error) : message || code };
}

/**
 * Adds the names in the certificate. Node's message names no address if the URL has an address and the certificate
 * has none.
 */
function withNames(error: NodeJS.ErrnoException & { cert?: { subjectaltname?: string } }): string {
  const { message, cert } = error;
  const names = cert?.subjectaltname?.slice(0, NAMES_SHOWN) ?? '';
  return /: *$/.test(message) ? `${message.trimEnd()} ${names}` : message;
}
const NAMES_SHOWN = 300;

/** Whether bytes that came instead of a head cannot be the start of one. */
export const isNoHttp = (unread: Buffer): boolean =>
  unread.length > 0 && !'HTTP/1.'.startsWith(unread.toString('latin1', 0, 'HTTP/1.'.length));

/** The failure for bytes that are not an HTTP response. The bytes are not quoted: they may be part of a secret. */
export const noHttp = ({ length }: Buffer): Failure => ({
  kind: 'protocol',
  message: `${length === 1 ? '1 byte' : `${length} bytes`} came that are not an HTTP/1.1 answer`,
});

const isTls = (code: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME)/.test(code);
