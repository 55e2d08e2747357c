/**
 * Refusals and their body.
 *
 * @see https://learn.microsoft.com/graph/errors
 */
import { randomUUID } from 'node:crypto';
import type { components } from '../../spec/common/types';

/** An answer before it is put on the wire or into a batch. Without a body, there is no content. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The two ids that every response carries, and that an error repeats. */
export interface Ids {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** What is said of a request that isn't carried out. Never holds anything of the token. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A new request id, and the client's own id where it sent one, else the same again. */
export function newIds(clientRequestId?: string): Ids {
  const requestId = randomUUID();
  return { requestId, clientRequestId: clientRequestId || requestId };
}

/** The answer that a refusal makes. */
export function refuse(refusal: Refusal, ids: Ids): Answer {
  const { status, code, message, headers } = refusal;
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: errorBody(code, message, ids),
  };
}

/** The error body, with the time in UTC and, as the service writes it, without an offset. */
function errorBody(code: string, message: string, ids: Ids): components['schemas']['errorResponse'] {
  const innerError = {
    date: new Date().toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  return { error: { code, message, innerError } };
}

const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';

const unauthenticated = (message: string): Refusal => ({
  status: 401,
  code: 'InvalidAuthenticationToken',
  message,
  headers: { 'WWW-Authenticate': CHALLENGE },
});

/** RFC 9110, section 15.5.6: a 405 says which methods there are. */
export const methodNotAllowed = (allow: string): Refusal => ({
  status: 405,
  code: 'Request_BadRequest',
  message: 'Specified HTTP method is not allowed for the request target.',
  headers: { Allow: allow },
});

/** A 400 with a message of its own. */
export const badRequest = (message: string, code = 'BadRequest'): Refusal => ({ status: 400, code, message });

/** The refusals that are always the same; codes and messages are the service's own where they are known. */
export const REFUSALS = {
  noToken: unauthenticated('Access token is empty.'),
  unknownToken: unauthenticated('Access token validation failure.'),
  notPermitted: {
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  },
  notFound: { status: 404, code: 'ResourceNotFound', message: 'Resource not found.' },
  noContentType: badRequest(
    'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
  ),
  otherContentType: badRequest('Entity only allows writes with a JSON Content-Type header.'),
  notJson: badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  ),
  undecodable: badRequest('Unable to decode the request payload with the given Content-Encoding.'),
  tooLarge: {
    status: 413,
    code: 'RequestEntityTooLarge',
    message: 'The request payload is larger than 4 MiB.',
  },
  unknownEncoding: {
    status: 415,
    code: 'UnsupportedMediaType',
    message: 'The Content-Encoding of the request is not supported.',
    // RFC 9110, section 12.5.3: says which codings would do.
    headers: { 'Accept-Encoding': 'gzip' },
  },
  failedDependency: {
    status: 424,
    code: 'FailedDependency',
    message: 'The request was not sent, because one that it depends on failed.',
  },
  failed: { status: 500, code: 'InternalServerError', message: 'The request could not be carried out.' },
} satisfies Record<string, Refusal>;

/** What is said where all bodies in flight are too much together. */
export const TOO_MUCH_IN_FLIGHT: Refusal = {
  status: 503,
  code: 'ServiceUnavailable',
  message: 'Too much is being received at the moment.',
  headers: { 'Retry-After': '1' },
};
