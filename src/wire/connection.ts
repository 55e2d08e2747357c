import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { Interrupted, onInterruption } from '../interrupted';
import { tunnelThrough } from './tunnel';

export interface Transport {
  /** Time limit for opening a connection and, for callers that wait for one, for an answer; in milliseconds. */
  timeout: number;
  /** Certificates to trust beside Node's own, in PEM. */
  ca?: string;
  /** The certificate of the client and its key, in PEM. */
  client?: { cert: string; key: string };
  /** The HTTP proxy to connect through. */
  proxy?: URL;
}

/**
 * Opens an HTTP/1.1 connection to an origin: TCP, or TLS of version 1.2 or later.
 * @param signal fires when the user ends the run
 * @throws the system's or TLS's error, or an error with the code ETIMEDOUT, ECONNRESET or EINTERRUPTED
 */
export async function connectTo(
  origin: URL,
  { timeout, ca, client, proxy }: Transport,
  signal?: AbortSignal,
): Promise<Socket> {
  const secure = origin.protocol === 'https:';
  const port = Number(origin.port || (secure ? 443 : 80));
  const host = origin.hostname.replace(/^\[(.*)\]$/, '$1');
  const tunnel = proxy && (await tunnelThrough(proxy, host, port, timeout, signal));
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
    const forget = onInterruption(signal, () => opening.destroy(new Interrupted()));
    const settle = (): void => {
      clearTimeout(timer);
      forget();
      opening.off('error', reject);
    };
    opening.once(secure ? 'secureConnect' : 'connect', () => {
      settle();
      resolve(opening);
    });
    opening.once('error', reject);
    opening.once('close', () => {
      settle();
      reject(new ClosedError('the connection was closed before it was there'));
    });
  });
  socket.setNoDelay(true);
  return socket;
}

/** The peer closed a connection before the exchange was complete. */
export class ClosedError extends Error {
  readonly code = 'ECONNRESET';
}

/** An operation exceeded its time limit. */
export class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}
