import type { Socket } from 'node:net';
import type { Server as TlsServer, TLSSocket } from 'node:tls';

/** What is said of a failed handshake by the code of Node's error; any other one by OpenSSL's reason. */
const REASONS: Readonly<Record<string, string>> = {
  ERR_SSL_HTTP_REQUEST: 'the client sent plain HTTP',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'the client did not finish the handshake in time',
};
const CLOSED = 'the client closed it during the handshake; it may not trust the certificate';

/**
 * Watches for connections that begin a TLS handshake and end before it is complete. One on which nothing came is none
 * of them: whoever only looks whether a server listens has asked for nothing.
 * @param onFailed is told the reason, once the connection has ended
 * @returns a function that ends the watch
 */
export function watchHandshakes(listener: TlsServer, onFailed: (reason: string) => void): () => void {
  // An error comes with a socket that does not say what was read, and may have lost its port: the plain one knows both.
  const reasons = new Map<string, string>();
  const open = new Map<string, Socket>();
  const connected = (socket: Socket): void => {
    const peer = peerOf(socket);
    open.set(peer, socket);
    socket.once('close', () => {
      if (open.get(peer) !== socket) return;
      open.delete(peer);
      const reason = reasons.get(peer);
      reasons.delete(peer);
      if (socket.bytesRead > 0) onFailed(reason ?? CLOSED);
    });
  };
  const secured = (socket: TLSSocket): void => void open.delete(peerOf(socket));
  const failed = (error: NodeJS.ErrnoException & { reason?: string }, socket: TLSSocket): void => {
    const reason = REASONS[error.code ?? ''] ?? error.reason;
    if (open.has(peerOf(socket)) && reason !== undefined) reasons.set(peerOf(socket), reason);
    socket.destroy();
  };
  listener.on('connection', connected);
  listener.on('secureConnection', secured);
  listener.on('tlsClientError', failed);
  return () => {
    open.clear();
    listener.off('connection', connected);
  };
}

const peerOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress} ${remotePort}`;
