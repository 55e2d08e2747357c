import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Failure } from '../exchanges/exchange';

/** Answers for an unreachable target. The record does not contain this answer. */
export function answerUnreachable(response: ServerResponse, target: URL, { message }: Failure): void {
  say(response, 502, `${target.origin} cannot be reached: ${message}`);
}

/** Says why a request is not forwarded. */
export function refuse(response: ServerResponse, status: number, why: string): void {
  say(response, status, why);
}

function say(response: ServerResponse, status: number, why: string): void {
  const text = `graph-contract proxy: ${why}\n`;
  response
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      Connection: 'close',
    })
    .end(text);
}

/** For what Node's parser gives up on, or hands over as a bare connection. */
export const rawRefusal = (status: number): string =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
