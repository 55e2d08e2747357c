/** How a provider of the fleet checks the head of a request before it reads anything else. */
import { type IncomingMessage, type RequestListener, STATUS_CODES } from 'node:http';
import type { Behaviour, Head } from './behaviour';

/** Whether the connection of a request is to be closed after the answer (RFC 9112 9.3). */
export const isLast = ({ headers: { connection = '' }, httpVersion }: Head | IncomingMessage): boolean =>
  /\bclose\b/i.test(connection) || (httpVersion === '1.0' && !/\bkeep-alive\b/i.test(connection));

/** Characters that a host may contain. RFC 3986 3.2.2 permits more forms, which no fault here needs. */
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

const headOf = (incoming: IncomingMessage): Head => {
  const { method, url, httpVersion, headers, rawHeaders } = incoming;
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host');
  return { method, url, httpVersion, headers, hosts };
};

/** Refuses requests whose head HTTP tells servers to refuse, unless a behaviour decides otherwise. */
export const byHead =
  ({ head: judge, hasClock }: Behaviour, listener: RequestListener): RequestListener =>
  (incoming, outgoing) => {
    const head = headOf(incoming);
    const said = judge?.(head);
    const isWrong =
      head.httpVersion !== '1.0' && (head.hosts.length !== 1 || !HOST.test(head.hosts[0] as string));
    if (said === undefined ? isWrong : said !== 'taken')
      return refuse(outgoing, said === undefined || said === 'taken' ? 400 : said, hasClock);
    if (said === 'taken') incoming.headers.host = 'taken.invalid';
    listener(incoming, outgoing);
  };

/** Sends 100 Continue to a client that waits for it, unless a behaviour decides otherwise. */
export const expecting =
  ({ expects }: Behaviour, listener: RequestListener): RequestListener =>
  (incoming, outgoing) => {
    const said = expects?.(String(incoming.headers.expect));
    if (typeof said === 'number') return refuse(outgoing, said);
    if (said === undefined) outgoing.writeContinue();
    listener(incoming, outgoing);
  };

function refuse(outgoing: Parameters<RequestListener>[1], status: number, hasClock = true): void {
  outgoing.sendDate = hasClock;
  outgoing.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' });
  outgoing.end(STATUS_CODES[status]);
}
