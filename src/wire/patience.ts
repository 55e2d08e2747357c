import { retryAfterMs } from '../checks/retry-after';
import { header } from '../exchanges/headers';
import type { Sent } from './lane';

export interface PatienceOptions {
  /** Longest wait that a Retry-After is granted, in milliseconds. */
  longestWait: number;
  /** First wait before a request is sent again without a Retry-After, in milliseconds; doubled each time. */
  backoff: number;
}

/** How often one request is sent at most. */
const ATTEMPTS = 4;
/** Requests that may be sent again because of a server error or a lost connection: a share of all, and a few to begin with. */
const RETRY_SHARE = 0.05;
const RETRY_START = 10;

/** Decides which requests of a run are sent again, and how long each waits for that. */
export class Patience {
  private repeated = 0;
  private waited = 0;
  private over = false;

  constructor(private readonly options: PatienceOptions) {}

  /** From now on every answer stands. */
  end(): void {
    this.over = true;
  }

  /**
   * @param attempt which one came to this, from 1
   * @param count how many requests the run has sent
   * @returns milliseconds until the request may be sent again; undefined where its answer stands
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

/** Whether a provider says that another write came in between, which is to be sent again: https://learn.microsoft.com/graph/errors */
const isCollision = ({ response }: Sent): boolean =>
  response?.status === 409 && /"Directory_ConcurrencyViolation"/i.test(response.body?.data ?? '');

/** Whether an answer may be another the next time: a throttle, a server error, a lost connection. */
export const isPassing = ({ response, failure }: Sent): boolean =>
  failure?.kind === 'reset' || response?.status === 429 || (response !== undefined && response.status >= 500);
