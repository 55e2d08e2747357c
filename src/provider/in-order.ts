/**
 * Requests of one connection, one after the other.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Holds back a pipelined request until those before it are answered. Node hands them over at once, and a read
 * would overtake the update before it, whose body is still to be read.
 */
export function inOrder(listener: Listener): (...call: Parameters<Listener>) => void {
  const last = new WeakMap<Socket, Promise<void>>();
  return (request, response) => {
    const before = last.get(request.socket) ?? Promise.resolve();
    last.set(
      request.socket,
      before.then(() => listener(request, response)),
    );
  };
}
