import { request } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Asks an HTTP proxy for a connection to a host (RFC 9110, 9.3.6).
 * @param proxy its URL; a user name and password in it are sent to it, and stand in no message
 * @throws an error with the code of the system, or one that says what the proxy answered
 */
export function tunnelThrough(proxy: URL, host: string, port: number, timeout: number): Promise<Socket> {
  const name = host.includes(':') ? `[${host}]` : host;
  const { username, password } = proxy;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return new Promise((resolve, reject) => {
    const asked = request({
      host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(proxy.port || 80),
      method: 'CONNECT',
      path: `${name}:${port}`,
      headers: {
        Host: `${name}:${port}`,
        ...(username !== '' && { 'Proxy-Authorization': `Basic ${credentials.toString('base64')}` }),
      },
      agent: false,
      timeout,
    });
    asked.once('connect', ({ statusCode }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} answered ${statusCode} to CONNECT`));
    });
    asked.once('response', (response) => {
      response.destroy();
      reject(new Error(`the proxy ${proxy.host} answered ${response.statusCode} to CONNECT`));
    });
    asked.once('timeout', () =>
      asked.destroy(new Error(`no answer of the proxy ${proxy.host} within ${timeout} ms`)),
    );
    asked.once('error', reject);
    asked.end();
  });
}
