import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Account } from './account';
import type { RelayTap } from './relay-tap';

/** Longest head of an answer, in bytes. */
export const LONGEST_HEAD = 64 * 1024;

/** Fields that offer another protocol than HTTP/1.1, which is all that the proxy follows. */
const OFFERS = new Set(['upgrade', 'http2-settings']);

/** Writes the head of the request as the client wrote it, but for what concerns this connection and not the client's. */
export function requestTo(far: RelayTap, request: IncomingMessage, target: URL): ClientRequest {
  const outgoing = httpRequest({
    method: request.method as string,
    path: request.url as string,
    createConnection: () => far as unknown as Socket,
    setHost: false,
    maxHeaderSize: LONGEST_HEAD,
  });
  // Without an agent Node would end the connection behind the answer; the link is what keeps it.
  outgoing.shouldKeepAlive = true;
  // What the client did not say of framing and connection Node does not say for it.
  for (const name of ['Connection', 'Content-Length', 'Transfer-Encoding']) outgoing.removeHeader(name);
  const { rawHeaders } = request;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const value = rewritten(name.toLowerCase(), rawHeaders[at + 1] as string, target);
    if (value !== undefined) outgoing.appendHeader(name, value);
  }
  return outgoing;
}

/**
 * Passes the body of a request on.
 * @param chunks all of it, where it is there already
 * @param whenWhole is called at its end
 */
export function passBody(
  request: IncomingMessage,
  outgoing: ClientRequest,
  account: Account,
  chunks: readonly Buffer[] | undefined,
  whenWhole: () => void,
): void {
  const pass = (chunk: Buffer): boolean => {
    account.sent.add(chunk);
    return outgoing.write(chunk);
  };
  const finish = (): void => {
    outgoing.end();
    whenWhole();
  };
  if (chunks) {
    chunks.forEach(pass);
    return finish();
  }
  request.on('data', (chunk: Buffer) => {
    if (!pass(chunk)) request.pause();
  });
  outgoing.on('drain', () => request.resume());
  request.on('end', finish);
}

function rewritten(name: string, value: string, target: URL): string | undefined {
  if (name === 'host') return target.host;
  if (OFFERS.has(name)) return undefined;
  if (name !== 'connection') return value;
  const options = value.split(',').filter((option) => !OFFERS.has(option.trim().toLowerCase()));
  return options.length === 0 ? undefined : options.join(',');
}
