import type { Body, Exchange, HeaderPair, Wire } from '../exchanges/exchange';
import type { ShownBytes, ShownExchange, ShownMessage } from '../results/report';

/** How much of a head, a body and of stray bytes a report shows, in characters; the evidence has the whole. */
const HEAD = 8192;
const BODY = 4096;
const BYTES = 1024;

/** An exchange as a report shows it: as it was on the wire, as far as its source could see it. */
export function shownOf({ request, response, failure, wire, expected }: Exchange): ShownExchange {
  return {
    request: messageOf(`${request.method} ${targetOf(request.url)} HTTP/1.1`, request.headers, request.body),
    response: response
      ? messageOf(
          `HTTP/${response.httpVersion ?? '1.1'} ${response.status}${response.statusText ? ` ${response.statusText}` : ''}`,
          response.headers,
          response.body,
          wire?.head,
        )
      : null,
    failure:
      failure?.message ?? (expected && !response ? 'a Pact expects a response; nobody gave one' : null),
    before: bytesOf(wire?.before),
    after: bytesOf(wire?.after),
  };
}

function messageOf(
  start: string,
  headers: readonly HeaderPair[],
  body: Body | undefined,
  asSent?: string,
): ShownMessage {
  const written = [start, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  const data = body?.data ?? null;
  return {
    head: (asSent ?? written).slice(0, HEAD),
    asSent: asSent !== undefined,
    body: data === null ? null : data.slice(0, BODY),
    encoding: body?.encoding ?? 'utf8',
    omitted: Math.max(0, (data?.length ?? 0) - BODY) + (body?.truncated ?? 0),
  };
}

const bytesOf = (stray: Wire['after']): ShownBytes | null =>
  stray && stray.bytes > 0 ? { bytes: stray.bytes, sample: stray.sample.slice(0, BYTES) } : null;

/** The target of the request in its origin form (RFC 9112, 3.2.1), as far as the URL tells. */
function targetOf(url: string): string {
  const [, target] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
  return target === undefined ? url : target || '/';
}
