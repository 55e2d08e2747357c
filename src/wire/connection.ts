import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { tunnelThrough } from './tunnel';

export interface Transport {
  /** How long a connection may take to be there, and for who waits for one, an answer; in milliseconds. */
  timeout: number;
  /** Certificates to trust beside Node's own, in PEM. */
  ca?: string;
  /** The certificate of the client and its key, in PEM. */
  client?: { cert: string; key: string };
  /** The HTTP proxy that stands in between. */
  proxy?: URL;
}

/**
 * Opens a connection to an origin over which HTTP/1.1 is spoken: TCP, or TLS of version 1.2 or later.
 * @throws what the system or TLS says, or an error with the code ETIMEDOUT
 */
export async function connectTo(origin: URL, { timeout, ca, client, proxy }: Transport): Promise<Socket> {
  const secure = origin.protocol === 'https:';
  const port = Number(origin.port || (secure ? 443 : 80));
  const host = origin.hostname.replace(/^\[(.*)\]$/, '$1');
  const tunnel = proxy && (await tunnelThrough(proxy, host, port, timeout));
  if (tunnel && !secure) return tunnel.setNoDelay(true);
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = secure
      ? connectTls({
          ...(tunnel ? { socket: tunnel } : { host, port }),
          ...client,
          ALPNProtocols: ['http/1.1'],
          minVersion: 'TLSv1.2',
          ...(isIP(host) ? {} : { servername: host }),
          ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
        })
      : connectTcp({ host, port });
    const timer = setTimeout(
      () => opening.destroy(new TimeoutError(`no connection within ${timeout} ms`)),
      timeout,
    );
    opening.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      opening.off('error', reject);
      resolve(opening);
    });
    opening.once('error', reject);
    opening.once('close', () => clearTimeout(timer));
  });
  socket.setNoDelay(true);
  return socket;
}

/** Something took longer than it may. */
export class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}
