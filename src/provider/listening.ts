import { type RequestListener, type Server, createServer } from 'node:http';
import { bound, timesOf, type ServingLimits } from './patience';
import { answerClientError, answerConnect, answerLate, answerVersion } from './unreadable';

/** Left to Node, a request without Host would be refused without an error body. */
const SERVER = { requireHostHeader: false };

/**
 * A server for clients of any kind: what is no request is answered with an error body, slow senders are cut off, and
 * connections are counted.
 * @param tls PEM of a key and a certificate; only a server with TLS pays for loading it
 */
export async function serverFor(
  listener: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
  limits: ServingLimits = {},
): Promise<Server> {
  const options = { ...SERVER, ...timesOf(limits) };
  const answer: RequestListener = (request, response) =>
    request.httpVersionMajor === 1 ? listener(request, response) : answerVersion(response);
  const server = tls
    ? (await import('node:https')).createServer({ ...options, ...tls }, answer)
    : createServer(options, answer);
  bound(server, limits, answerLate);
  // Left to Node, an expectation that it doesn't know would be a 417 without an error body; it may be ignored
  // (RFC 9110, section 10.1.1).
  server.on('checkExpectation', answer);
  server.on('clientError', answerClientError);
  server.on('connect', answerConnect);
  return server;
}
