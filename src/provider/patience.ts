/** Bounds on clients of the provider: how many there are, and how long they take. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { CONNECTIONS, PATIENCE, type Patience } from '../bounds/serving';

/** What clients of a server may take; by default what those of the proxy may. */
export interface ServingLimits {
  readonly patience?: Patience;
  readonly connections?: number;
}

/** How often it is looked whether a client takes too long, in milliseconds. */
const LOOKED_EVERY = 1000;

/** What Node's server is told of it when it is made. */
export const timesOf = ({ patience = PATIENCE }: ServingLimits) => ({
  headersTimeout: patience.head,
  requestTimeout: patience.request,
  connectionsCheckingInterval: Math.min(LOOKED_EVERY, patience.head, patience.silence),
});

/**
 * Closes connections beyond the limit, and those of clients that fall silent in the middle of a request.
 * @param answerLate says so to a client that waits for an answer
 */
export function bound(
  server: Server,
  { patience = PATIENCE, connections = CONNECTIONS }: ServingLimits,
  answerLate: (socket: Socket) => void,
): void {
  server.maxConnections = connections;
  const latest = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, { request, response });
  });
  server.setTimeout(patience.silence, (socket) => {
    const { request, response } = latest.get(socket) ?? {};
    if (request && !request.complete) answerLate(socket);
    // Time that an answer takes is not the client's.
    else if (!response || response.writableFinished || response.destroyed) socket.destroy();
  });
}
