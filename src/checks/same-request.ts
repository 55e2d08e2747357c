import { bytesOf } from '../exchanges/body';
import type { View } from './view';

/** What makes two requests the same one, sent again. */
export function sameRequest(view: View): string {
  const {
    exchange: { request },
    method,
  } = view;
  const body = request.body ? bytesOf(request.body).toString('latin1') : '';
  return `${view.requestHeader('authorization')} ${method} ${request.url.toLowerCase()} ${body}`;
}

/** Requests that are remembered at a time. */
const REMEMBERED = 1000;

/** What is remembered of requests until they are sent again, or for a while, and not for ever. */
export class Remembered<T> {
  private readonly requests = new Map<string, T>();

  /** What is remembered of the same request; it is remembered no longer. */
  take(view: View): T | undefined {
    if (this.requests.size === 0) return undefined;
    const key = sameRequest(view);
    const known = this.requests.get(key);
    this.requests.delete(key);
    return known;
  }

  keep(view: View, what: T): void {
    this.requests.set(sameRequest(view), what);
    const [oldest] = this.requests.keys();
    if (this.requests.size > REMEMBERED && oldest !== undefined) this.requests.delete(oldest);
  }

  some(holds: (what: T) => boolean): boolean {
    return [...this.requests.values()].some(holds);
  }
}

/** When a request was sent and answered, in milliseconds since the epoch; undefined where the record has no times. */
export function timesOf({ exchange: { timing } }: View): { sentAt: number; answeredAt: number } | undefined {
  if (!timing) return undefined;
  const sentAt = Date.parse(timing.startedAt);
  return { sentAt, answeredAt: sentAt + timing.durationMs };
}
