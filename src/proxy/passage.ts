import { bodyOf } from '../exchanges/body';
import { parseHead } from '../wire/heads';
import type { Body, Exchange, Failure, HeaderPair, HttpRequest, Wire } from '../exchanges/exchange';

/** How much of a body is kept for the record, in bytes; all of it is forwarded. */
export const KEPT_AT_MOST = 256 * 1024;

/**
 * One request and its answer as they passed the proxy. It holds texts alone, one character a byte, which are
 * what costs least to hand to another thread; the exchange is made of it there, off the path.
 */
export interface Passage {
  id: string;
  method: string;
  /** Absolute, at the target. */
  url: string;
  /** Names and values in turn, as they were sent. */
  headers: string[];
  requestBody: KeptBody;
  /** False where the client went away before its request was whole. */
  requestWhole: boolean;
  responseBody: KeptBody;
  failure?: Failure;
  /** What was answered, or done, in the target's place. */
  injected?: string;
  /** Absent where nothing came from the target. */
  wire?: Wire;
  timing: { startedAt: string; durationMs: number };
}

/** The first part of a body. */
export interface KeptBody {
  data: string;
  /** How many bytes followed it. */
  left: number;
}

/** Gathers the first part of a body that passes. */
export class BodyKeeper {
  private data = '';
  private left = 0;

  add(chunk: Buffer): void {
    const room = KEPT_AT_MOST - this.data.length;
    if (room > 0) this.data += chunk.toString('latin1', 0, room);
    this.left += Math.max(0, chunk.length - room);
  }

  get kept(): KeptBody {
    return { data: this.data, left: this.left };
  }
}

/** The exchange that a passage shows, secrets and all. */
export function exchangeOf(passage: Passage): Exchange {
  const { id, method, url, headers, requestWhole, failure, injected, wire, timing } = passage;
  const request: HttpRequest = { method, url, headers: pairsOf(headers) };
  const sent = bodyIn(passage.requestBody);
  if (sent) request.body = sent;
  const exchange: Exchange = {
    id,
    source: { kind: 'proxy' },
    observed: {
      authorization: true,
      framing: true,
      trailing: true,
      requestBody: requestWhole,
      responseBody: true,
      protocol: true,
    },
    request,
    timing,
  };
  if (injected !== undefined) exchange.injected = injected;
  if (wire) exchange.wire = wire;
  if (failure) exchange.failure = failure;
  else if (wire) {
    exchange.response = parseHead(wire.head);
    const answered = bodyIn(passage.responseBody);
    if (answered) exchange.response.body = answered;
  }
  return exchange;
}

function pairsOf(raw: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at < raw.length; at += 2) pairs.push([raw[at] as string, raw[at + 1] as string]);
  return pairs;
}

function bodyIn({ data, left }: KeptBody): Body | undefined {
  if (data === '') return undefined;
  const body = bodyOf(Buffer.from(data, 'latin1'));
  return left === 0 ? body : { ...body, truncated: left };
}
