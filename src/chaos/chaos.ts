import type { Operation } from '../contract/operation';
import { wantedOf, type Wanted } from '../exchanges/wanted';

/** What is done to a request instead of forwarding it, or before. */
export type Mischief =
  /** It is answered in the target's place. */
  | {
      kind: 'answer';
      name: string;
      status: number;
      statusText: string;
      headers: [string, string][];
      body: string;
    }
  /** The connection is cut, and the request not forwarded. */
  | { kind: 'drop'; name: string }
  /** It is forwarded so many milliseconds later. */
  | { kind: 'slow'; name: string; ms: number };

export interface ChaosOptions {
  /** How many of the operation's requests something is done to: 0 to 1. */
  share: number;
  /** The same seed does the same to the same sequence of requests. */
  seed: number;
}

/** How long a Retry-After asks to wait, in seconds: long enough to be told from no wait at all. */
const WAIT_SECONDS = 2;
/** How long a slow answer is kept waiting, in milliseconds. */
const SLOW_MS = 3000;

/** What can happen, by name; each as likely as another. */
export const MISCHIEF = [
  '429-seconds',
  '429-date',
  '429-bare',
  '500',
  '502',
  '503-seconds',
  '504',
  'drop',
  'slow',
] as const;
export type MischiefName = (typeof MISCHIEF)[number];

/** Statuses with their codes and messages, in Graph's form. */
const ANSWERS: Record<string, [statusText: string, code: string, message: string]> = {
  429: ['Too Many Requests', 'TooManyRequests', 'Too many requests.'],
  500: ['Internal Server Error', 'InternalServerError', 'The request failed.'],
  502: ['Bad Gateway', 'BadGateway', 'The server behind this one gave no valid answer.'],
  503: ['Service Unavailable', 'ServiceUnavailable', 'The service is unavailable for a while.'],
  504: ['Gateway Timeout', 'GatewayTimeout', 'The server behind this one gave no answer in time.'],
};

/**
 * Decides what happens to requests. A request that is sent again after a throttle or a failure is one like any
 * other: it may be hit again.
 * @see https://learn.microsoft.com/graph/throttling
 */
export class Chaos {
  private readonly random: () => number;
  private readonly wanted: Wanted;

  constructor(
    private readonly options: ChaosOptions,
    operations: Iterable<Operation>,
    /** Milliseconds since the epoch; for the dates of Retry-After. */
    private readonly now: () => number = Date.now,
  ) {
    this.random = generator(options.seed);
    this.wanted = wantedOf(operations);
  }

  /**
   * What happens to a request; undefined where it is forwarded as it is, as all are that are of another operation.
   * @param url absolute or a path
   */
  next(url: string): Mischief | undefined {
    if (!this.wanted.isAt(url) || this.random() >= this.options.share) return undefined;
    return this.mischief(MISCHIEF[Math.floor(this.random() * MISCHIEF.length)] as MischiefName);
  }

  /** The mischief of that name. */
  mischief(name: MischiefName): Mischief {
    if (name === 'drop') return { kind: 'drop', name };
    if (name === 'slow') return { kind: 'slow', name, ms: SLOW_MS };
    const [status = '', form] = name.split('-');
    const [statusText, code, message] = ANSWERS[status] as (typeof ANSWERS)[string];
    const body = JSON.stringify({
      error: { code, message, innerError: { date: new Date(this.now()).toISOString().slice(0, 19) } },
    });
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Content-Length', String(Buffer.byteLength(body))],
    ];
    if (form === 'seconds') headers.push(['Retry-After', String(WAIT_SECONDS)]);
    // A date has whole seconds; the next one up, so that the wait is not cut short.
    if (form === 'date')
      headers.push([
        'Retry-After',
        new Date(Math.ceil(this.now() / 1000 + WAIT_SECONDS) * 1000).toUTCString(),
      ]);
    return { kind: 'answer', name, status: Number(status), statusText, headers, body };
  }
}

/** Numbers from 0 to 1 that look drawn at random and are the same for a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
