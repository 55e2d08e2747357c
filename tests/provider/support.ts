import { connect } from 'node:net';
import { WRITE_SCOPE, testToken } from '../../src/provider';

export const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
export const PATH =
  '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass';
export const WRITER = `Bearer ${testToken(WRITE_SCOPE)}`;

/** An update with its type. */
export const updateOf = (members: object) => ({ '@odata.type': TYPE, ...members });

/** Sends the text as it is, and gives back all that comes until the provider closes or falls silent. */
export function sendRaw(origin: string, text: string, silenceMs = 150): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let received = '';
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}

/** A request as text, with a Host and, for a body, its length. */
export function rawRequest(method: string, path: string, headers: Record<string, string>, body = ''): string {
  const all = {
    Host: 'localhost',
    ...headers,
    ...(body && { 'Content-Length': String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n');
}
