import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** Time limit of a handshake, in milliseconds. It is tried only after a plain request has failed. */
const LONGEST = 1000;

/**
 * Whether the port of an origin takes a TLS handshake. The certificate is not checked and nothing is sent after the
 * handshake: the result only makes an error message clearer. Never throws.
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
