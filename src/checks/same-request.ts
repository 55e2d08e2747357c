import type { View } from './view';

/** Requests that are remembered at a time. */
const REMEMBERED = 1000;

/** Remembers facts of requests until they are sent again, with a limit on their number. */
export class Remembered<T> {
  private readonly requests = new Map<string, T>();

  /** What is remembered of the same request; it is remembered no longer. */
  take(view: View): T | undefined {
    if (this.isEmpty) return undefined;
    const key = view.identity;
    const known = this.requests.get(key);
    this.requests.delete(key);
    return known;
  }

  keep(view: View, what: T): void {
    this.requests.set(view.identity, what);
    const [oldest] = this.requests.keys();
    if (this.requests.size > REMEMBERED && oldest !== undefined) this.requests.delete(oldest);
  }

  /** Whether nothing is: a request then says only what is to be remembered of it. */
  get isEmpty(): boolean {
    return this.requests.size === 0;
  }

  some(holds: (what: T) => boolean): boolean {
    return !this.isEmpty && [...this.requests.values()].some(holds);
  }
}

/** When a request was sent and answered, in milliseconds since the epoch; undefined where the record has no times. */
export function timesOf({ exchange: { timing } }: View): { sentAt: number; answeredAt: number } | undefined {
  if (!timing) return undefined;
  const sentAt = Date.parse(timing.startedAt);
  return { sentAt, answeredAt: sentAt + timing.durationMs };
}
