import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** How long a handshake may take, in milliseconds: it is tried where a plain request has failed already. */
const LONGEST = 1000;

/**
 * Whether the port of an origin takes a TLS handshake. No certificate is judged, and nothing is sent behind it: the
 * answer only makes a message plainer. Never throws.
 */
export function speaksTls({ hostname, port }: URL): Promise<boolean> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 80),
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
    });
    const end = (speaks: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(speaks);
    };
    const timer = setTimeout(end, LONGEST, false);
    socket.once('secureConnect', () => end(true));
    socket.on('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
