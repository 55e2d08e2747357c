/** What never becomes a request: even so it is answered with an error body. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { versionRefused, type ParserError } from '../bounds/version';
import { type Ids, type Refusal, badRequest, newIds, refuse } from './errors';
import { toResponse, toWire, writeAnswer, type WireAnswer } from './face';

const REFUSAL: Refusal = badRequest('The request could not be read.');

/** Node's reasons for giving up on a request that are not a 400. */
const STATUS_OF_ERROR = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** For what the adapter can't make a request of, such as a missing or broken Host header. */
export const answerUnreadable = (): Response => toResponse(refusal());

function refusal(status = REFUSAL.status): WireAnswer {
  const ids = newIds();
  return toWire(refuse({ ...REFUSAL, status }, ids), ids);
}

/** Whether a request has more than one line of Host, of which Node shows the first (RFC 9112 3.2). */
export const hasSeveralHosts = ({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length > 1;

/** For a request that names several hosts. */
export const answerSeveralHosts = (outgoing: ServerResponse): void => writeAnswer(outgoing, refusal());

/** For a request of another major version of HTTP, some of which Node's parser takes (RFC 9110 15.6.6). */
export function answerVersion(outgoing: ServerResponse): void {
  outgoing.shouldKeepAlive = false;
  writeAnswer(outgoing, refusal(505));
}

/** For what Node's parser gives up on: writes the answer by hand and ends the connection. */
export function answerClientError(error: ParserError, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = versionRefused(error) === undefined ? STATUS_OF_ERROR.get(error.code ?? '') : 505;
  socket.end(rawAnswer(status ?? 400, newIds()));
}

/** For a client that falls silent in the middle of a request. */
export function answerLate(socket: Duplex): void {
  socket.end(rawAnswer(408, newIds()), () => socket.destroy());
}

/** For a CONNECT, which Node hands over as a bare connection, and would end without a word. */
export function answerConnect(_request: IncomingMessage, socket: Duplex): void {
  // Nobody else listens to this connection any more, nor ends it when the server closes.
  socket.on('error', () => socket.destroy());
  socket.end(rawAnswer(400, newIds()), () => socket.destroy());
}

function rawAnswer(status: number, ids: Ids): string {
  const content = JSON.stringify(refuse(REFUSAL, ids).body);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(content)}`,
    `request-id: ${ids.requestId}`,
    `client-request-id: ${ids.clientRequestId}`,
    'Connection: close',
    '',
    content,
  ].join('\r\n');
}
