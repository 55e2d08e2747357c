import type { Server, Socket } from 'node:net';

/**
 * Keeps the connections of a server in sight, those too of which no HTTP server knows: a client that says nothing
 * where TLS begins, or that was left with a bare connection.
 * @returns what stops listening and ends every connection, whatever it is at
 */
export function closerOf(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      // Called back with an error when it is closed already, which is what was asked for.
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}
