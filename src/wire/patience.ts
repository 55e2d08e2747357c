import { retryAfterMs } from '../checks/retry-after';
import { header } from '../exchanges/headers';
import type { Sent } from './lane';

export interface PatienceOptions {
  /** Longest Retry-After that is honoured, in milliseconds. */
  longestWait: number;
  /** First delay before a request without a Retry-After is sent again, in milliseconds; it doubles each time. */
  backoff: number;
}

/** Maximum number of attempts for one request. */
const ATTEMPTS = 4;
/**
 * Share of all requests that may be sent again because of a server error or a lost connection, above a small initial
 * allowance.
 */
const RETRY_SHARE = 0.05;
const RETRY_START = 10;

/** Decides which requests of a run are sent again, and after which delay. */
export class Patience {
  private repeated = 0;
  private waited = 0;
  private over = false;

  constructor(private readonly options: PatienceOptions) {}

  /** Forgets what was sent again so far: what restores the policy must not depend on how a run went before. */
  renew(): void {
    this.repeated = 0;
    this.waited = 0;
  }

  /** Ends all retries: from now on, every answer is final. */
  end(): void {
    this.over = true;
  }

  /**
   * @param attempt the number of the attempt that had this result, from 1
   * @param count how many requests the run has sent
   * @returns the delay in milliseconds before the next attempt; undefined if the answer is final
   */
  before(attempt: number, sent: Sent, count: number): number | undefined {
    if (this.over || attempt >= ATTEMPTS) return undefined;
    const { response } = sent;
    const { backoff, longestWait } = this.options;
    const growing = backoff * 2 ** (attempt - 1) * (0.5 + Math.random());
    const throttled = response?.status === 429 || response?.status === 503;
    const asked =
      throttled && response
        ? retryAfterMs(header(response.headers, 'retry-after') ?? '', Date.now())
        : undefined;
    if (asked !== undefined) {
      if (asked > longestWait || this.waited + asked > 4 * longestWait) return undefined;
      this.waited += asked;
      return asked;
    }
    if (!isPassing(sent) && !isCollision(sent)) return undefined;
    if (this.repeated >= RETRY_START + RETRY_SHARE * count) return undefined;
    this.repeated += 1;
    return growing;
  }
}

/**
 * Whether a provider reports a conflict with a concurrent write, which is to be sent again:
 * https://learn.microsoft.com/graph/errors
 */
const isCollision = ({ response }: Sent): boolean =>
  response?.status === 409 && /"Directory_ConcurrencyViolation"/i.test(response.body?.data ?? '');

/** Whether a retry may get another answer: a throttle, a server error, a lost connection. */
export const isPassing = ({ response, failure }: Sent): boolean =>
  failure?.kind === 'reset' || response?.status === 429 || (response !== undefined && response.status >= 500);
