import { request, type ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { Interrupted, onInterruption } from '../interrupted';

/**
 * Asks an HTTP proxy for a connection to a host (RFC 9110, 9.3.6).
 * @param proxy its URL; a user name and password in it are sent to the proxy and appear in no message
 * @param signal fires when the user ends the run
 * @throws an error with the code of the system, or one that quotes the answer of the proxy
 */
export function tunnelThrough(
  proxy: URL,
  host: string,
  port: number,
  timeout: number,
  signal?: AbortSignal,
): Promise<Socket> {
  const name = host.includes(':') ? `[${host}]` : host;
  const asked = connectRequest(proxy, `${name}:${port}`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => fail(new Error(`no answer of the proxy ${proxy.host} within ${timeout} ms`)),
      timeout,
    );
    const forget = onInterruption(signal, () => asked.destroy(new Interrupted()));
    const settle = (): void => {
      clearTimeout(timer);
      forget();
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
      asked.destroy();
    };
    const refuse = (status: number | undefined): void =>
      fail(new Error(`the proxy ${proxy.host} answered ${status} to CONNECT`));
    asked.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        settle();
        return resolve(socket);
      }
      socket.destroy();
      refuse(statusCode);
    });
    asked.once('upgrade', ({ statusCode }, socket: Socket) => {
      socket.destroy();
      refuse(statusCode);
    });
    asked.once('response', ({ statusCode }) => refuse(statusCode));
    asked.on('error', fail);
    asked.once('close', () =>
      fail(new Error(`the proxy ${proxy.host} closed the connection before it answered`)),
    );
    asked.end();
  });
}

function connectRequest(proxy: URL, authority: string): ClientRequest {
  const { username, password } = proxy;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return request({
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(proxy.port || 80),
    method: 'CONNECT',
    path: authority,
    headers: {
      Host: authority,
      ...(username !== '' && { 'Proxy-Authorization': `Basic ${credentials.toString('base64')}` }),
    },
    agent: false,
  });
}
