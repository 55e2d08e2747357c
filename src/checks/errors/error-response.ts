import { isMembers, type Members } from '../../exchanges/body';
import type { View } from '../view';

/** Statuses by which something in front of the provider speaks: 407 and the gateway's own 5xx. */
const IN_FRONT = new Set([407, 502, 503, 504]);

/** Whether the answer is an error that the provider itself made. */
export function isErrorOfProvider(view: View): boolean {
  return (
    view.method !== 'HEAD' &&
    view.final &&
    (view.status as number) >= 400 &&
    !IN_FRONT.has(view.status as number) &&
    !isThrottleInFront(view)
  );
}

/** A throttle in another format than the provider's: a gateway's page. The media type has to say so. */
function isThrottleInFront(view: View): boolean {
  const type = view.status === 429 ? view.responseHeader('content-type') : undefined;
  return type !== undefined && /^text\/html\b/i.test(type.trim());
}

/** The `error` object of an error body; undefined where the body has none. */
export function errorOf(view: View): Members | undefined {
  const json = view.responseJson;
  const error = json.ok && isMembers(json.value) ? json.value['error'] : undefined;
  return isMembers(error) ? error : undefined;
}
