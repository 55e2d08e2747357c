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
};

/** What an error of a connection or of Node's HTTP client says of the exchange. */
export function failureOf(thrown: unknown): Failure {
  // A name with several addresses fails once an address; the first failure speaks for them.
  const error = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as NodeJS.ErrnoException;
  const code = error.code ?? '';
  const kind = KINDS[code] ?? (code.startsWith('HPE_') ? 'protocol' : isTls(code) ? 'tls' : 'other');
  return { kind, message: error.message || code };
}

const isTls = (code: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME)/.test(code);
